import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, SET_HEADERS } from './support/peer.ts'
import { refusal, startReceiver } from './support/receiver.ts'
import { oktaHook } from './support/vendors.ts'

const PUSH_AUTHORIZATION = 'Bearer agreed-with-the-peer'
const OKTA_SECRET = 'okta-static-header-value'

/** Everything that may go wrong with secrets, and afterwards the log and every table as text. */
async function played() {
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
    trust: 'trusted',
  })

  // The receiver repeats our credential to us.
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
  await eventually(() => {
    expect(receiver.sets).toHaveLength(1)
  })
  await eventually(async () => {
    expect(await hub.admin.stream(stream.streamId)).toMatchObject({ backlog: 0, rejected: 1 })
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
  }
  const sent = Object.fromEntries(
    receiver.pushes.map(({ jws: set }, index) => [`SET ${String(index)}`, set.split('.')[2] ?? '']),
  )
  return { secrets, sent, log: await hub.log(), tables: await dump(hub) }
}

describe('after pushes that failed, were refused and got through,', () => {
  let texts: Awaited<ReturnType<typeof played>>
  beforeAll(async () => {
    texts = await played()
  })

  test('the log tells what happened and holds no secret and no SET', () => {
    expect(texts.log).toContain('delivery attempted')
    expect(foundIn(texts.log, { ...texts.secrets, ...texts.sent })).toEqual([])
  })

  test('no table holds a secret in plain text', () => {
    expect(texts.tables).toContain('https://acme.okta.example')
    expect(foundIn(texts.tables, texts.secrets)).toEqual([])
  })
})

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
