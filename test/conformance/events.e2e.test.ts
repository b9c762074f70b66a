import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventTypeUris } from '../../schemas/events/index.ts'
import { examples } from '../../schemas/examples/load.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { createPeer, SESSION_REVOKED, SET_HEADERS, type TestPeer } from '../support/peer.ts'
import { collect, connect, CREDENTIAL_CHANGE, type Client, type Configuration } from './client.ts'

type Example = { sub_id: object; events: Record<string, object> }

/** Every event type of CAEP and RISC, as our own examples have it; what is deprecated is told by its successor. */
const TYPES = examples('valid')
  .filter(({ name }) => /^(caep|risc)-/.test(name) && name !== 'risc-sessions-revoked.json')
  .map(({ name, value }) => [name.replace('.json', ''), value as Example] as const) // checked by examples.test.ts

let hub: TestHub
let peer: TestPeer
let client: Client
let stream: Configuration
beforeAll(async () => {
  hub = await startHub()
  peer = await createPeer()
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  client = await connect(hub)
  stream = await client.stream({
    events_requested: [...eventTypeUris('caep'), ...eventTypeUris('risc')],
  })
})
afterAll(() => hub[Symbol.asyncDispose]())

const send = async (claims: object) =>
  hub.send('/ingest/peer', {
    headers: SET_HEADERS,
    body: await peer.sign(peer.claims({ ...claims })),
  })

/** The SETs about this txn, `count` of them. */
async function relayed(claims: object, count = 1) {
  const txn = `txn-${crypto.randomUUID()}`
  expect((await send({ ...claims, txn })).status).toBe(202)
  const sets = await collect(client, stream, count)
  for (const set of sets) expect(set['txn']).toBe(txn)
  return sets
}

test('every event type of CAEP 1.0 and RISC 1.0 is supported, and has an example here [SSF §8.1.1 supported-published] [RFC8417 §2.2 set-identifiers-stable]', () => {
  const uris = [...eventTypeUris('caep'), ...eventTypeUris('risc')]
  expect(stream.events_supported).toEqual(expect.arrayContaining(uris))
  const shown = new Set(TYPES.flatMap(([, { events }]) => Object.keys(events)))
  expect(uris.filter((uri) => !shown.has(uri) && !uri.endsWith('/sessions-revoked'))).toEqual([])
})

/** What follows from an event is told beside it. */
const switchFollowers = async (mode: string) => {
  for (const id of ['leaver', 'compromised-credential'])
    await hub.send(`/admin/policies/${id}/mode`, {
      method: 'PUT',
      token: hub.admin.token,
      body: { mode },
    })
}

describe('a relayed event keeps its type, its subject and every member', () => {
  beforeAll(() => switchFollowers('off'))
  afterAll(() => switchFollowers('on'))

  test.each(TYPES)(
    '%s is told with every member [SSF §4.2.3 additional-fields] [SSF §3.1.1 existing-types-sub-id] [CAEP §3 caep-types] [RISC §2 risc-types] [CAEP §3.2.1 caep-claims-timestamp] [CAEP §3.3.1 caep-credential-timestamp] [CAEP §3.4.1 caep-assurance-timestamp] [CAEP §3.5.1 caep-compliance-timestamp] [CI2 §3.3 ci2-device-compliance]',
    async (_name, { sub_id, events }) => {
      const sets = await relayed({ sub_id, events })
      const [type = ''] = Object.keys(events)
      const same = sets.find((set) => type in set.events)
      expect(same?.events).toMatchObject(events)
      expect(same?.sub_id).toEqual(sub_id)
      expect(same?.['iss']).toBe(stream.iss)
    },
  )
})

test.each(['session-revoked', 'credential-change'])(
  'a relayed %s has a reason for an administrator, also where its source gave none [CI §3.1 ci-reason-admin] [CI §3.2 ci-credential-reason]',
  async (name) => {
    const type = `https://schemas.openid.net/secevent/caep/event-type/${name}`
    const event = { change_type: 'update', credential_type: 'password' }
    const [set] = await relayed({ events: { [type]: event } })
    expect(set?.events[type]).toEqual({
      ...event,
      reason_admin: { en: expect.stringMatching(/./) },
    })
  },
)

test('members that no specification knows are relayed too [SSF §4.2.3 additional-fields]', async () => {
  const events = {
    [CREDENTIAL_CHANGE]: {
      credential_type: 'a-type-of-their-own',
      change_type: 'update',
      reason_admin: { en: 'why', 'de-CH': 'warum' },
      'x-vendor': { deep: [1, { er: null }] },
    },
  }
  const [set] = await relayed({ events })
  expect(set?.events).toEqual(events)
})

describe('credential-change with every value of its members [CI §3.2 ci-credential-change]', () => {
  const types = ['password', 'pin', 'x509', 'fido2-platform', 'fido2-roaming', 'fido-u2f']
  const more = ['verifiable-credential', 'phone-voice', 'phone-sms', 'app']
  const changes = ['create', 'revoke', 'update', 'delete']
  test.each([...types, ...more].map((type, index) => [type, changes[index % 4]] as const))(
    'credential-change of %s, %s [CI §3.2 ci-credential-values] [CI2 §3.2 ci2-credential-values]',
    async (credential_type, change_type) => {
      const event = { credential_type, change_type, reason_admin: { en: 'why' } }
      const [set] = await relayed({ events: { [CREDENTIAL_CHANGE]: event } })
      expect(set?.events).toEqual({ [CREDENTIAL_CHANGE]: event })
    },
  )
})

test.each([
  { format: 'email', email: 'jane@example.com' },
  { format: 'iss_sub', iss: 'https://idp.example', sub: '1234' },
  { format: 'opaque', id: 'abc' },
  { format: 'account', uri: 'acct:jane@example.com' },
  { format: 'phone_number', phone_number: '+12065550100' },
  { format: 'did', url: 'did:example:123456' },
  { format: 'uri', uri: 'urn:uuid:4e851e98-83c4-4743-a5da-150ecb53042f' },
  {
    format: 'aliases',
    identifiers: [
      { format: 'opaque', id: 'a' },
      { format: 'opaque', id: 'b' },
    ],
  },
  { format: 'jwt_id', iss: 'https://idp.example/1/', jti: 'B70BA622-9515-4353-A866-823539EECBC8' },
  { format: 'saml_assertion_id', issuer: 'https://idp.example', assertion_id: '_8e8dc5f69a98cc4' },
  { format: 'ip-addresses', 'ip-addresses': ['10.29.37.75', '2001:db8::8a2e:370:7334'] },
  { format: 'catalog_item', catalog_id: 'c0384/winter/2354122' },
  {
    format: 'complex',
    user: { format: 'email', email: 'jane@example.com' },
    device: { format: 'opaque', id: 'd1' },
    tenant: { format: 'opaque', id: 't1' },
  },
])(
  'a subject of format $format is relayed as it came [SSF §3.4 subject-formats] [SSF §3.3 complex-format] [SSF §3.5.1 jwt-id] [SSF §3.5.2 saml-assertion-id] [SSF §3.5.3 ip-addresses] [CI §2.5 ci-subject-formats]',
  async (sub_id) => {
    const [set] = await relayed({ sub_id })
    expect(set?.sub_id).toEqual(sub_id)
  },
)

test('a SET with the subject inside its event, and milliseconds, is told on in the right form [SSF §3.1.1 existing-types-sub-id] [SSF §3.1 set-sub-id] [CAEP §2 caep-timestamp]', async () => {
  const jane = { format: 'email', email: 'jane@example.com' }
  const event = { subject: jane, event_timestamp: 1_700_000_000_123 }
  const [set] = await relayed({ sub_id: undefined, events: { [SESSION_REVOKED]: event } })
  expect(set?.sub_id).toEqual(jane)
  expect(set?.events[SESSION_REVOKED]).not.toHaveProperty('subject')
  expect(set?.events[SESSION_REVOKED]?.['event_timestamp']).toBe(1_700_000_000)
})

test('one cause, several events: each a SET of its own, one txn [SSF §4.1.9 set-txn-shared] [SSF §4.2.1 set-one-event]', async () => {
  const sets = await relayed(
    { events: { 'https://schemas.openid.net/secevent/risc/event-type/account-purged': {} } },
    2,
  )
  expect(new Set(sets.map(({ jti }) => jti)).size).toBe(2)
  for (const { events } of sets) expect(Object.keys(events)).toHaveLength(1)
})

test('the deprecated sessions-revoked is told as CAEP session-revoked [RISC §2.11 risc-sessions-revoked]', async () => {
  const base = 'https://schemas.openid.net/secevent'
  const [set] = await relayed({ events: { [`${base}/risc/event-type/sessions-revoked`]: {} } })
  expect(Object.keys(set?.events ?? {})).toEqual([`${base}/caep/event-type/session-revoked`])
})
