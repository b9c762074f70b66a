import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, ChannelWithSecret, Notice } from '../schemas/channel.ts'
import { verifyStandardWebhook } from '../services/receiver/verifiers/standard-webhooks.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, type TestPeer } from './support/peer.ts'
import { startWebhookReceiver, type Webhook, type WebhookReceiver } from './support/webhooks.ts'

const DISABLED = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled'
const PURGED = 'https://schemas.openid.net/secevent/risc/event-type/account-purged'

let hub: TestHub
let peer: TestPeer
let soc: WebhookReceiver
let channel: ChannelWithSecret
let about = 0
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  peer = await createPeer()
  soc = open.use(await startWebhookReceiver())
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  const created = await create({ name: 'soc', url: soc.url, description: 'Who is on call' })
  expect(created.status, created.text).toBe(201)
  channel = created.json
  const policy = await hub.admin.post('/admin/policies', {
    id: 'tells',
    mode: 'on',
    policy: {
      name: 'Purges',
      when: { types: ['account-purged'] },
      then: [{ notify: 'soc' }, { incident: 'high' }],
      suppress: '1h',
      reason: 'Somebody was purged',
    },
  })
  expect(policy.status, policy.text).toBe(201)
})
afterAll(() => open.disposeAsync())
beforeEach(() => {
  about += 1
  soc.taken.length = 0
})

const create = (body: object) => hub.admin.post<ChannelWithSecret>('/admin/channels', body)
const path = (more = '') => `/admin/channels/soc${more}`

const purge = (who = about): Promise<void> => hear(PURGED, who)

async function hear(type: string, who: number): Promise<void> {
  const claims = peer.claims({
    sub_id: { format: 'opaque', id: `user-${String(who)}` },
    events: { [type]: {} },
  })
  const reply = await hub.send('/ingest/peer', {
    body: await peer.sign(claims),
    headers: { 'content-type': 'application/secevent+jwt' },
  })
  expect(reply.status).toBe(202)
}

const notices = async (query = '') =>
  (await hub.admin.get<{ items: Notice[] }>(`/admin/notices${query}`)).json.items
const isGenuine = (webhook: Webhook, secret: string): boolean =>
  verifyStandardWebhook(webhook, [secret], new Date())

async function query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const database = new pg.Client({ connectionString: hub.databaseUrl })
  await database.connect()
  const { rows } = await database.query<Row>(text)
  await database.end()
  return rows
}

/** Nobody waits here for a minute: what is to be tried again is tried now. */
const hurry = () => query(`update channel_notice set next_at = now() where state = 'pending'`)

describe('a policy that notifies', () => {
  test('tells the channel once what happened and why, signed as Standard Webhooks has it', async () => {
    for (let n = 0; n < 5; n++) await purge()
    await eventually(() => {
      expect(soc.taken).toHaveLength(1)
    })
    const [webhook] = soc.taken
    if (!webhook) throw new Error('no webhook')
    expect(isGenuine(webhook, channel.secret)).toBe(true)
    expect(isGenuine({ ...webhook, body: Buffer.from('{}') }, channel.secret)).toBe(false)
    expect(JSON.parse(String(webhook.body))).toMatchObject({
      type: 'policy.matched',
      data: {
        text: 'Purges: Somebody was purged (account-purged from peer)',
        policy: { id: 'tells', version: 1 },
        signal: {
          name: 'account-purged',
          sourceId: 'peer',
          subject: { format: 'opaque', id: `user-${String(about)}` },
        },
        incident: { severity: 'high', state: 'open' },
      },
    })
    await eventually(async () => {
      expect(await notices('?channel=soc')).toMatchObject([
        { id: webhook.headers['webhook-id'], state: 'delivered', attempts: 1 },
      ])
    })
  })

  test('tries again what got no 2xx, with the same id, also after a restart', async () => {
    soc.answer(500, 302)
    await purge()
    for (const attempts of [1, 2]) {
      await eventually(async () => {
        expect(await notices()).toEqual(
          expect.arrayContaining([expect.objectContaining({ state: 'pending', attempts })]),
        )
      })
      await hub.restart()
      await hurry()
    }
    await eventually(async () => {
      expect((await notices('?state=pending')).length).toBe(0)
    })
    expect(soc.taken).toHaveLength(3)
    expect(new Set(soc.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect((await hub.admin.get<Channel>(path())).json).toMatchObject({ pending: 0, dead: 0 })
  })

  test('gives up where the receiver wants no more: an alert tells, and an operator sends it again', async () => {
    soc.answer(410)
    await purge()
    const alerts = async () =>
      (
        await hub.admin.get<{ items: { target: string }[] }>(
          '/admin/alerts?kind=notices-dead&state=open',
        )
      ).json.items
    await eventually(async () => {
      expect(await alerts()).toMatchObject([{ target: 'channel:soc' }])
    })
    expect(await notices('?state=dead')).toMatchObject([{ lastFailure: 'HTTP 410' }])
    const replayed = await hub.admin.post('/admin/notices/replay', { channel: 'soc' })
    expect([replayed.status, replayed.json]).toEqual([202, { replayed: 1 }])
    await eventually(async () => {
      expect(await alerts()).toEqual([])
    })
    expect(soc.taken).toHaveLength(2)
  })

  test('never reaches what is not public', async () => {
    await create({ name: 'inside', url: 'https://169.254.169.254/latest' })
    const { json } = await hub.admin.post('/admin/channels/inside/test', {})
    expect(json).toMatchObject({
      isDelivered: false,
      failure: expect.stringMatching(/^blocked-address/) as string,
    })
  })

  test('does not pile up at a channel that does not answer, nor hold up another', async () => {
    await using other = await startWebhookReceiver()
    await create({ name: 'second', url: other.url })
    const told = { when: { types: ['account-disabled'] }, then: [{ notify: 'second' }] }
    const policy = await hub.admin.post('/admin/policies', {
      ...{ id: 'tells-other', mode: 'on' },
      policy: { name: 'Disabled', ...told, reason: 'Somebody was disabled' },
    })
    expect(policy.status, policy.text).toBe(201)
    const release = soc.hold()
    await Promise.all(Array.from({ length: 40 }, (_, n) => purge(1_000 + n)))
    for (let round = 1; round <= 5; round++) {
      await hear(DISABLED, 2_000 + round)
      await eventually(() => {
        expect(other.taken).toHaveLength(round)
      })
    }
    const underWay = await query<{ n: number }>(
      `select count(*)::int as n from channel_notice where channel = 'soc' and state = 'pending' and attempts = 0 and next_at > now()`,
    )
    expect(underWay[0]?.n, 'of 40').toBeLessThanOrEqual(8)
    release()
    await eventually(async () => {
      await hurry()
      expect(new Set(soc.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(40)
      expect(await notices('?channel=soc&state=pending')).toEqual([])
    })
  })

  test('waits while its channel is paused', async () => {
    await hub.admin.patch(path(), { status: 'paused' })
    await purge()
    await eventually(async () => {
      expect((await hub.admin.get<Channel>(path())).json).toMatchObject({ pending: 1 })
    })
    expect(soc.taken).toHaveLength(0)
    await hub.admin.patch(path(), { status: 'enabled' })
    await eventually(() => {
      expect(soc.taken).toHaveLength(1)
    })
  })
})

describe('a channel', () => {
  test('is tested at once; its secret is rotated with an overlap, and shown to nobody afterwards', async () => {
    const rotated = await hub.admin.post<ChannelWithSecret>(path('/rotate'), {})
    expect((await hub.admin.post(path('/test'), {})).json).toMatchObject({
      isDelivered: true,
      httpStatus: 204,
    })
    const [webhook] = soc.taken
    if (!webhook) throw new Error('no webhook')
    for (const secret of [channel.secret, rotated.json.secret])
      expect(isGenuine(webhook, secret)).toBe(true)
    await hub.admin.post<ChannelWithSecret>(path('/rotate'), { overlapHours: 0 })
    await hub.admin.post(path('/test'), {})
    expect(soc.taken.map((one) => isGenuine(one, rotated.json.secret))).toEqual([true, false])
    const seen = [
      await hub.admin.get(path()),
      await hub.admin.get('/admin/channels'),
      await hub.admin.get('/admin/audit?target=channel:soc'),
    ]
    for (const { text } of seen) expect(text).not.toContain('whsec_')
    type Audited = { items: { action: string }[] }
    const { items } = (await hub.admin.get<Audited>('/admin/audit?target=channel:soc')).json
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['channel.create', 'channel.rotate', 'channel.test']),
    )
  })

  test('that is not there cannot be told, nor one in use removed; what cannot be a URL is refused', async () => {
    const policy = (id: string, notify: string) => ({
      id,
      mode: 'off',
      policy: {
        name: id,
        when: { types: ['account-purged'] },
        then: [{ notify }],
        reason: 'a test',
      },
    })
    const refused = await hub.admin.post<{ detail: string }>(
      '/admin/policies',
      policy('lost', 'nobody'),
    )
    expect([refused.status, refused.json.detail]).toEqual([
      400,
      'then: there is no channel nobody: POST /admin/channels makes it',
    ])
    expect((await hub.admin.delete(path())).status).toBe(409)
    expect((await create({ name: 'soc', url: soc.url })).status).toBe(409)
    for (const url of ['ftp://example.com', 'https://me:secret@example.com', 'example.com'])
      expect((await create({ name: 'other', url })).status).toBe(400)
    expect((await hub.admin.get('/admin/channels/nobody')).status).toBe(404)
    expect((await create({ name: 'spare', url: soc.url })).status).toBe(201)
    expect((await hub.admin.post('/admin/policies', policy('spares', 'spare'))).status).toBe(201)
    expect((await hub.admin.delete('/admin/channels/spare')).status).toBe(204)
    expect((await hub.admin.delete('/admin/channels/spare')).status).toBe(404)
    const switched = await hub.send('/admin/policies/spares/mode', {
      method: 'PUT',
      token: hub.admin.token,
      body: { mode: 'on' },
    })
    expect(switched.status).toBe(400)
  })
})
