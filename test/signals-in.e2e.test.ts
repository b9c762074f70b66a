import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { typeOf } from './support/admin.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'
import { HAS_VECTORS, payloadFixtures, setVectors } from './support/vectors.ts'
import { githubDelivery, memberRemoved, oktaHook } from './support/vendors.ts'

const OKTA_SECRET = 'okta-static-header-value'
const GITHUB_SECRET = "It's a Secret to Everybody"

let hub: TestHub
let receiver: Receiver
let database: pg.Client
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  receiver = open.use(await startReceiver())
  database = open.adopt(new pg.Client(hub.databaseUrl), (client) => client.end())
  await database.connect()
  await hub.subscribe(receiver)
  await hub.admin.createSource({
    id: 'okta-prod',
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: [OKTA_SECRET],
    trust: 'trusted',
  })
  await hub.admin.createSource({ id: 'github-acme', kind: 'github', secrets: [GITHUB_SECRET] })
})
afterAll(() => open.disposeAsync())

/** What is told from now until everything that the hub took in is delivered. */
async function toldBy(act: () => Promise<unknown>): Promise<{ type: string; sub_id: object }[]> {
  const before = receiver.sets.length
  await act()
  const marker = await hub.admin.revoke('marker@example.com')
  await eventually(() => {
    expect(receiver.sets.some(({ txn }) => txn === marker)).toBe(true)
  })
  await settled()
  expect(receiver.faults).toEqual([])
  return receiver.sets
    .slice(before)
    .filter(({ txn }) => txn !== marker)
    .map((set) => ({ type: typeOf(set).split('/').at(-1) ?? '', sub_id: set.sub_id }))
}

/** Everything routed, fanned out and acknowledged. */
const settled = () =>
  eventually(async () => {
    const { rows } = await database.query<{ waiting: string; owed: string }>(
      `select (select count(*) from signal where routed_at is null)
            + (select count(*) from event where fanned_out_at is null) as waiting,
         (select count(*) from delivery) as owed`,
    )
    expect(rows).toEqual([{ waiting: '0', owed: String(receiver.sets.length) }])
  })

const oktaHeaders = { authorization: OKTA_SECRET, 'content-type': 'application/json' }

describe('a signal from Okta', () => {
  test('reaches a push subscriber once, however often Okta sends it', async () => {
    const body = oktaHook('user.session.clear', '00ualice1')
    const told = await toldBy(async () => {
      for (let time = 0; time < 3; time++)
        expect((await hub.send('/ingest/okta-prod', { headers: oktaHeaders, body })).status).toBe(
          204,
        )
    })
    expect(told).toEqual([
      {
        type: 'session-revoked',
        sub_id: { format: 'iss_sub', iss: 'https://acme.okta.example', sub: '00ualice1' },
      },
    ])
  })

  test('that disables an account also ends its sessions, by policy', async () => {
    const told = await toldBy(() =>
      hub.send('/ingest/okta-prod', {
        headers: oktaHeaders,
        body: oktaHook('user.lifecycle.deactivate', '00ubob2'),
      }),
    )
    expect(told.map(({ type }) => type).toSorted()).toEqual([
      'account-disabled',
      'session-revoked',
      'tokens-revoked',
    ])
  })

  test('with a wrong secret, and a signal to no source at all, are refused alike', async () => {
    const body = oktaHook('user.session.clear', '00ueve3')
    const headers = { ...oktaHeaders, authorization: 'guess' }
    const [wrong, unknown] = [
      await hub.send('/ingest/okta-prod', { headers, body }),
      await hub.send('/ingest/nobody', { headers, body }),
    ]
    expect(wrong.status).toBe(401)
    expect(unknown.status).toBe(401)
    expect(unknown.text).toBe(wrong.text)
  })

  test('is preceded by a handshake that is answered', async () => {
    const reply = await hub.send('/ingest/okta-prod', {
      headers: { 'x-okta-verification-challenge': 'abc<script>' },
    })
    expect(reply).toMatchObject({ status: 200, json: { verification: 'abc<script>' } })
    expect(reply.headers.get('content-type')).toContain('application/json')
  })
})

test('a GitHub webhook is told on, and its redelivery is not', async () => {
  const body = memberRemoved(4711)
  const headers = githubDelivery('organization', body, { secret: GITHUB_SECRET, id: 'd-1' })
  const told = await toldBy(async () => {
    for (let time = 0; time < 2; time++)
      expect((await hub.send('/ingest/github-acme', { headers, body })).status).toBe(204)
    expect((await hub.send('/ingest/github-acme', { headers, body: `${body} ` })).status).toBe(401)
  })
  expect(told).toMatchObject([
    { type: 'session-revoked', sub_id: { format: 'complex', user: { sub: '4711' } } },
  ])
})

describe.skipIf(!HAS_VECTORS)(
  'what others published goes in and comes out as a SET that jose verifies:',
  () => {
    test.each(setVectors())(
      '$id',
      async ({ id, jwks, receiver: peer, headers, body, expected, response_status: status }) => {
        const sourceId = `vector-${id}`
        const { issuer, audience, push_authorization: pushAuthorization } = peer
        await hub.admin.createSource({
          id: sourceId,
          kind: 'ssf',
          issuer,
          audience: [audience],
          jwks,
          pushAuthorization,
        })
        const told = await toldBy(async () => {
          const { 'content-type': contentType = 'application/secevent+jwt' } = headers
          const reply = await hub.send(`/ingest/${sourceId}`, {
            headers: { ...headers, 'content-type': contentType },
            body,
          })
          // Also for a wrong credential RFC 8935 Figure 4 answers 400.
          expect(reply.status).toBe(expected === 'valid' ? status : 400)
        })
        expect(told).toEqual(
          expected === 'valid'
            ? [{ type: 'session-revoked', sub_id: { format: 'email', email: 'tester@local.test' } }]
            : [],
        )
      },
    )

    const OKTA: Record<string, string[]> = { 'okta-event-hook-delivery': ['session-established'] }
    test.each(payloadFixtures('okta').filter(({ id }) => id in OKTA))(
      '$id',
      async ({ id, raw_body: body }) => {
        const told = await toldBy(async () => {
          expect((await hub.send('/ingest/okta-prod', { headers: oktaHeaders, body })).status).toBe(
            204,
          )
        })
        expect(told.map(({ type }) => type)).toEqual(OKTA[id])
      },
    )

    const GITHUB: Record<string, string[]> = {
      'github-github_app_authorization-revoked': ['tokens-revoked'],
      'github-installation-suspend': ['client-disabled', 'tokens-revoked'],
      'github-installation-deleted': ['tokens-revoked', 'client-disabled', 'tokens-revoked'],
      'github-membership-removed': ['token-claims-change'],
      'github-org_block-blocked': ['account-disabled', 'session-revoked', 'tokens-revoked'],
      'github-secret_scanning_alert-reopened': ['credential-compromise', 'session-revoked'],
    }
    test.each(payloadFixtures('github'))('$id', async ({ id, raw_body: body }) => {
      const event = /^github-(.+)-/.exec(id)?.[1] ?? ''
      const told = await toldBy(async () => {
        const headers = githubDelivery(event, body, { secret: GITHUB_SECRET, id })
        expect((await hub.send('/ingest/github-acme', { headers, body })).status).toBe(204)
      })
      expect(told.map(({ type }) => type).toSorted()).toEqual(GITHUB[id]?.toSorted())
    })
  },
)

test('the SOC may repeat a revocation under its Idempotency-Key: one revocation, and another one under that key is refused', async () => {
  const body = {
    subject: { format: 'email', email: 'jane@example.com' },
    kind: 'both',
    reasonAdmin: 'stolen laptop',
  }
  const headers = { 'Idempotency-Key': 'case-4711' }
  const told = await toldBy(async () => {
    const first = await hub.admin.post('/admin/revocations', body, headers)
    const again = await hub.admin.post('/admin/revocations', body, headers)
    expect([first.status, again.status]).toEqual([202, 202])
    expect(again.json).toEqual(first.json)
    const other = await hub.admin.post('/admin/revocations', { ...body, kind: 'sessions' }, headers)
    expect(other.status).toBe(409)
    expect(
      (await hub.admin.post('/admin/revocations', body, { 'Idempotency-Key': 'with space' }))
        .status,
    ).toBe(400)
  })
  expect(told.map(({ type }) => type).toSorted()).toEqual(['session-revoked', 'tokens-revoked'])
})

test.each([
  ['no subject', { kind: 'both', reasonAdmin: 'x' }],
  ['no reason', { subject: { format: 'email', email: 'a@example.com' }, kind: 'both' }],
  [
    'a kind nobody knows',
    { subject: { format: 'email', email: 'a@example.com' }, kind: 'everything', reasonAdmin: 'x' },
  ],
  [
    'a misspelt member',
    {
      subject: { format: 'email', email: 'a@example.com' },
      kind: 'both',
      reasonAdmin: 'x',
      reasonuser: 'y',
    },
  ],
])('a revocation with %s is refused and tells nobody', async (_what, body) => {
  const told = await toldBy(async () => {
    const reply = await hub.admin.post<{ detail: string }>('/admin/revocations', body)
    expect(reply.status).toBe(400)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
  })
  expect(told).toEqual([])
})
