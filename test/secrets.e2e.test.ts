import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, SET_HEADERS } from './support/peer.ts'
import { refusal, startReceiver } from './support/receiver.ts'
import { oktaHook } from './support/vendors.ts'

const PUSH_AUTHORIZATION = 'Bearer agreed-with-the-peer'
const OKTA_SECRET = 'okta-static-header-value'

test('no secret is found in the log or in plain text in any table', async () => {
  await using hub = await startHub()
  await using receiver = await startReceiver()
  const peer = await createPeer()
  const stream = await hub.subscribe(receiver)
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({
    id: 'peer',
    kind: 'ssf',
    issuer,
    audience: [audience],
    jwks,
    pushAuthorization: PUSH_AUTHORIZATION,
  })
  await hub.admin.createSource({
    id: 'okta',
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: [OKTA_SECRET],
  })

  // Everything that may go wrong, with a receiver that repeats our credential to us.
  const jws = await peer.sign()
  receiver.answer(
    500,
    refusal('authentication_failed', `unknown credential ${stream.authorizationHeader}`),
    refusal('invalid_key', stream.authorizationHeader),
  )
  await hub.send('/ingest/peer', {
    body: jws,
    headers: { ...SET_HEADERS, authorization: PUSH_AUTHORIZATION },
  })
  await hub.send('/ingest/peer', {
    body: jws,
    headers: { ...SET_HEADERS, authorization: 'Bearer a-wrong-guess-of-mine' },
  })
  await hub.send('/ingest/okta', {
    body: oktaHook('user.session.clear', '00u1'),
    headers: { authorization: OKTA_SECRET },
  })
  await hub.send(`/ssf/streams?access_token=${stream.token}`)
  await hub.send('/ssf/streams', { token: stream.token, body: '{"delivery": not json' })
  await hub.admin.post('/admin/sources', { id: 'okta2', kind: 'okta', secrets: [OKTA_SECRET, 3] })
  await vi.waitFor(() => {
    expect(receiver.sets).toHaveLength(1)
  }, 12_000)
  await vi.waitFor(async () => {
    expect(await hub.admin.stream(stream.streamId)).toMatchObject({ backlog: 0, dead: 1 })
  })

  const secrets = {
    'push authorization': stream.authorizationHeader.slice('Bearer '.length),
    'subscriber token': stream.token,
    'admin token': hub.admin.token,
    'source secret': OKTA_SECRET,
    "source's push authorization": PUSH_AUTHORIZATION.slice('Bearer '.length),
    'wrong credential': 'a-wrong-guess-of-mine',
    'received SET': jws.split('.')[2] ?? '',
    'master key': hub.environment['MASTER_KEY'] ?? '',
    'private key': '"d":"',
    ...Object.fromEntries(
      receiver.pushes.map((push, index) => [
        `sent SET ${String(index)}`,
        push.jws.split('.')[2] ?? '',
      ]),
    ),
  }
  const log = await hub.log()
  expect(log).toContain('delivery attempted')
  const tables = await dump(hub)
  expect(tables).toContain('https://acme.okta.example')
  expect(foundIn(log, secrets)).toEqual([])
  expect(foundIn(tables, secrets)).toEqual([])
}, 20_000)

const foundIn = (text: string, secrets: Record<string, string>): string[] =>
  Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []))

/** Every row of every table, as text. */
async function dump(hub: TestHub): Promise<string> {
  const client = new pg.Client(hub.databaseUrl)
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    const texts = []
    for (const { name } of tables)
      texts.push(
        ...(await client.query<{ row: string }>(`select t::text as row from ${name} t`)).rows,
      )
    return texts.map(({ row }) => row).join('\n')
  } finally {
    await client.end()
  }
}
