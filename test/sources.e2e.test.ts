import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'
import { oktaHook } from './support/vendors.ts'

const SECRET = 'okta-static-header-value'

let hub: TestHub
let receiver: Receiver
let database: pg.Client
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  receiver = open.use(await startReceiver())
  await hub.subscribe(receiver)
  database = open.adopt(new pg.Client(hub.databaseUrl), (client) => client.end())
  await database.connect()
})
afterAll(() => open.disposeAsync())

let id: string
let count = 0
beforeEach(async () => {
  id = `okta-${String(++count)}`
  await hub.admin.createSource({
    id,
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: [SECRET],
  })
})

const patch = (changes: object, of = id) =>
  hub.send(`/admin/sources/${of}`, { method: 'PATCH', token: hub.admin.token, body: changes })

/** Says that the sessions of a user of its own are cleared; answers how to recognise what is told of it. */
async function say(): Promise<(set: { sub_id: Record<string, unknown> }) => boolean> {
  const user = `00u-${crypto.randomUUID()}`
  const headers = { authorization: SECRET, 'content-type': 'application/json' }
  const body = oktaHook('user.session.clear', user)
  expect((await hub.send(`/ingest/${id}`, { headers, body })).status).toBe(204)
  return (set) => set.sub_id['sub'] === user
}

/** What was decided about the newest signal of the source. */
async function decided() {
  return eventually(async () => {
    const { rows } = await database.query<{ id: string; routed: Date | null }>(
      'select id, routed_at as routed from signal where source_id = $1 order by id desc limit 1',
      [id],
    )
    expect(rows[0]?.routed).toBeTruthy()
    return (await hub.admin.get<Decided>(`/admin/signals/${rows[0]?.id ?? ''}`)).json
  })
}
type Decided = {
  signal: { id: string; certainty: string }
  decisions: { decision: string; because?: string }[]
  events: unknown[]
}

describe('a source that proves nothing but a shared secret', () => {
  test('gives hints, which tell nobody, until the operator trusts it', async () => {
    await say()
    const hint = await decided()
    expect(hint.signal.certainty).toBe('hint')
    expect(hint.events).toEqual([])
    expect(hint.decisions.map(({ decision }) => decision)).toContain('skip')
    expect(JSON.stringify(hint.decisions)).toContain('gives a hint only')
    expect(hint.decisions).toContainEqual(
      expect.objectContaining({ decision: 'incident', severity: 'medium' }),
    )

    expect(await patch({ trust: 'trusted' })).toMatchObject({
      status: 200,
      json: { id, trust: 'trusted', mayLink: false },
    })
    const isIt = await say()
    await eventually(() => {
      expect(receiver.sets.filter(isIt)).toHaveLength(1)
    })
  })
})

describe('two sources that prove nothing but a shared secret', () => {
  test('end access where they agree about somebody, however little each proves', async () => {
    const other = `siem-${String(count)}`
    await hub.admin.createSource({
      id: other,
      kind: 'generic',
      secrets: [SECRET],
      settings: {
        scheme: { type: 'secret' },
        mapping: { jsonata: '{"type": "account-disabled", "subject": subject, "occurredAt": at}' },
      },
    })
    const user = `00u-${crypto.randomUUID()}`
    const subject = { format: 'iss_sub', iss: 'https://acme.okta.example', sub: user }
    const headers = { authorization: SECRET, 'content-type': 'application/json' }
    const ofThem = () => receiver.sets.filter(({ sub_id: about }) => about['sub'] === user)
    const hook = oktaHook('user.session.clear', user)
    const at = hook.data.events[0]?.published
    await hub.send(`/ingest/${id}`, { headers, body: hook })
    expect((await decided()).events).toEqual([])
    expect(ofThem()).toEqual([])
    expect((await hub.send(`/ingest/${other}`, { headers, body: { subject, at } })).status).toBe(
      204,
    )
    await eventually(() => {
      expect(ofThem()).toHaveLength(1)
    })
  })
})

describe('a source', () => {
  test('that is paused keeps what it is told, and it is told on when it is active again', async () => {
    await patch({ trust: 'trusted', status: 'paused' })
    const isIt = await say()
    const marker = await hub.admin.revoke('marker@example.com')
    await eventually(() => {
      expect(receiver.sets.some(({ txn }) => txn === marker)).toBe(true)
    })
    expect(receiver.sets.some(isIt)).toBe(false)
    expect((await patch({ status: 'active' })).status).toBe(200)
    await eventually(() => {
      expect(receiver.sets.filter(isIt)).toHaveLength(1)
    })
  })

  test('takes limits and lets them go', async () => {
    const ipRanges = ['192.0.2.0/24']
    const clientCertificates = ['a'.repeat(64)]
    expect(await patch({ ipRanges, clientCertificates })).toMatchObject({
      json: { ipRanges, clientCertificates },
    })
    const headers = { authorization: SECRET, 'content-type': 'application/json' }
    const body = oktaHook('user.session.clear', '00u1')
    expect((await hub.send(`/ingest/${id}`, { headers, body })).status).toBe(401)
    const { json } = await patch({ ipRanges: null, clientCertificates: null })
    expect(json).not.toHaveProperty('ipRanges')
    expect(json).not.toHaveProperty('clientCertificates')
    expect((await hub.send(`/ingest/${id}`, { headers, body })).status).toBe(204)
  })

  test('is shown without its secrets, and what was done to it is in the audit log', async () => {
    await patch({ mayLink: true })
    const shown = await hub.admin.get(`/admin/sources/${id}`)
    expect(shown).toMatchObject({ status: 200, json: { id, kind: 'okta', mayLink: true } })
    expect(shown.text).not.toContain(SECRET)
    const audit = await hub.admin.get<{ items: { action: string; detail: object }[] }>(
      `/admin/audit?target=source:${id}`,
    )
    expect(audit.json.items).toMatchObject([
      { action: 'source.change', detail: { mayLink: true } },
      { action: 'source.create', detail: { kind: 'okta', trust: 'proof' } },
    ])
    expect(audit.text).not.toContain(SECRET)
  })

  test.each([
    [
      'settings of another kind',
      { settings: { topics: ['arn:aws:sns:eu-west-1:123456789012:x'] } },
    ],
    ['a trust nobody knows', { trust: 'absolute' }],
    ['a network that is none', { ipRanges: ['10.0.0.0/99'] }],
    ['a misspelt member', { ipranges: null }],
  ])('refuses %s', async (_, changes) => {
    expect((await patch(changes)).status).toBe(400)
  })

  test('that is not there cannot be changed or read', async () => {
    expect((await patch({ trust: 'hint' }, 'nobody')).status).toBe(404)
    expect((await hub.admin.get('/admin/sources/nobody')).status).toBe(404)
  })
})

describe('what a source sent', () => {
  test('is kept in its own words, without the secret, and who reads it is noted', async () => {
    const user = `00u-${crypto.randomUUID()}`
    const body = oktaHook('user.session.clear', user)
    const headers = {
      authorization: SECRET,
      'content-type': 'application/json',
      'x-okta-more': 'y',
    }
    await hub.send(`/ingest/${id}`, { headers, body })
    const { signal } = await decided()
    const read = await hub.admin.get<{ body: string; headers: object; encoding: string }>(
      `/admin/signals/${signal.id}/original`,
    )
    expect(read.status).toBe(200)
    expect(JSON.parse(read.json.body)).toEqual(body)
    expect(read.json).toMatchObject({ encoding: 'utf8', headers: { 'x-okta-more': 'y' } })
    expect(read.text).not.toContain(SECRET)
    const audit = await hub.admin.get<{ items: { action: string }[] }>(
      `/admin/audit?target=signal:${signal.id}`,
    )
    expect(audit.json.items).toMatchObject([{ action: 'signal.read-original' }])
  })

  test('of which no signal was made is not kept', async () => {
    expect((await hub.admin.get(`/admin/signals/${crypto.randomUUID()}/original`)).status).toBe(404)
  })
})

test('what is refused is counted by reason, with samples that tell the operator why and hold no secret', async () => {
  const body = oktaHook('user.session.clear', '00u1')
  const send = (headers: Record<string, string>, text: unknown = body) =>
    hub.send(`/ingest/${id}`, {
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
    })
  for (let n = 0; n < 7; n++) await send({ authorization: `guess-${String(n)}` })
  await send({})
  await send({ authorization: SECRET }, { hello: 1 })
  await send({ authorization: SECRET }, 'x'.repeat(300_000))
  await send({ authorization: SECRET, 'content-encoding': 'gzip' })
  await hub.send('/ingest/nobody', { body })
  const found = await eventually(async () => {
    const { json } = await hub.admin.get<{ items: Refused[] }>(`/admin/sources/${id}/refusals`)
    expect(json.items.reduce((sum, { count: n }) => sum + n, 0)).toBe(11)
    return json.items
  })
  expect(Object.fromEntries(found.map(({ code, count: n }) => [code, n]))).toEqual({
    authentication_failed: 8,
    invalid_request: 1,
    payload_too_large: 1,
    unsupported_media_type: 1,
  })
  const bad = found.find(({ code }) => code === 'authentication_failed')
  expect(bad?.samples).toHaveLength(5)
  expect(bad?.samples[0]?.reason).toBe('the header authorization is missing, or there are two')
  expect(bad?.samples[1]).toMatchObject({
    reason: "what authorization says is none of the source's secrets",
    address: expect.stringContaining('127.0.0.1'),
    contentType: 'application/json',
  })
  expect(JSON.stringify(found)).not.toMatch(/guess|okta-static/)
  expect((await hub.admin.get('/admin/sources/nobody/refusals')).status).toBe(404)
})
type Refused = {
  code: string
  count: number
  samples: { reason: string; address?: string; contentType?: string }[]
}
