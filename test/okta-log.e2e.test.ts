import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startOkta, type OktaOrg } from './support/okta.ts'
import { startReceiver } from './support/receiver.ts'
import { typeOf } from './support/admin.ts'
import { query } from './support/upstream.ts'

const REVOKED = 'app.oauth2.token.revoke.implicit.user'

type Polling = { since: string; failures: number; problem?: string; polledAt?: string }

let hub: TestHub
let okta: OktaOrg
beforeAll(async () => {
  hub = await startHub()
  okta = await startOkta()
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await okta[Symbol.asyncDispose]()
})

async function connect(secret = okta.token): Promise<string> {
  const id = `log-${randomUUID().slice(0, 8)}`
  await hub.admin.createSource({ id, kind: 'okta-log', issuer: okta.url, secrets: [secret] })
  return id
}

const polling = async (id: string) =>
  (await hub.admin.get<Polling>(`/admin/sources/${id}/polling`)).json

const stored = (id: string) =>
  query<{ dedupe_key: string; certainty: string; routed_at: Date | null }>(
    hub,
    'select dedupe_key, certainty, routed_at from signal where source_id = $1 order by id',
    [id],
  )

/** Waits until this log event is on disk. */
const arrives = (id: string, uuid: string) =>
  eventually(async () => {
    expect((await stored(id)).map(({ dedupe_key: key }) => key.split(' ')[0])).toContain(uuid)
  })

/** Reads it now, not in some seconds. */
const hurry = (id: string) =>
  query(hub, 'update source_poll set due_at = now() where source_id = $1', [id])

describe('an Okta System Log', () => {
  test('is read by itself, and what it says is proven: apps are told', async () => {
    await using receiver = await startReceiver()
    await hub.subscribe(receiver, {
      events: ['https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked'],
    })
    const id = await connect()
    const uuid = okta.log(REVOKED, '00ualice')
    await hurry(id)
    await arrives(id, uuid)
    expect(await stored(id)).toMatchObject([{ certainty: 'proven' }])
    await eventually(() => {
      expect(receiver.sets.map(typeOf)).toEqual([
        'https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked',
      ])
    })
  })

  test('is read on from where it was after a restart, and nothing of it comes twice', async () => {
    const id = await connect()
    const before = okta.log(REVOKED, '00ubob')
    await hurry(id)
    await arrives(id, before)
    await eventually(async () => {
      expect((await polling(id)).polledAt).toBeDefined()
    })
    const [place] = await query<{ next: string }>(
      hub,
      'select next from source_poll where source_id = $1',
      [id],
    )
    await hub.stop()
    const meanwhile = okta.log(REVOKED, '00ucarol')
    okta.asked.length = 0
    await hub.start()
    await hurry(id)
    await arrives(id, meanwhile)
    expect(okta.asked).toContain(place?.next.replace(okta.url, ''))
    // As if it had been killed between storing and writing down how far it was.
    await query(hub, 'update source_poll set next = null, since = $2 where source_id = $1', [
      id,
      new Date(0),
    ])
    okta.asked.length = 0
    await hurry(id)
    await eventually(() => {
      expect(okta.asked.some((path) => path.includes('since=1970'))).toBe(true)
    })
    const last = okta.log(REVOKED, '00udave')
    await hurry(id)
    await arrives(id, last)
    const keys = (await stored(id)).map(({ dedupe_key: key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('of many pages is read to its end at once', async () => {
    const id = await connect()
    const uuids = Array.from({ length: 250 }, (_, n) => okta.log(REVOKED, `00u${String(n)}`))
    await hurry(id)
    await arrives(id, uuids.at(-1) ?? '')
    expect((await stored(id)).length).toBeGreaterThanOrEqual(250)
  })

  test('that is not to be had now is waited for, and its operator sees why', async () => {
    const id = await connect('a-token-that-was-revoked')
    await hurry(id)
    await eventually(async () => {
      expect(await polling(id)).toMatchObject({
        failures: expect.any(Number) as number,
        problem: 'Okta answered 401: E0000011 Invalid token provided',
      })
    })
    expect((await hub.log()).includes('a-token-that-was-revoked')).toBe(false)
  })

  test('whose limit is reached is left alone until Okta says', async () => {
    await using other = await startOkta()
    const reset = Math.floor(Date.now() / 1_000) + 1_000
    other.faults.push({ status: 429, headers: { 'x-rate-limit-reset': String(reset) } })
    const id = `log-${randomUUID().slice(0, 8)}`
    await hub.admin.createSource({
      id,
      kind: 'okta-log',
      issuer: other.url,
      secrets: [other.token],
    })
    await eventually(async () => {
      const shown = await hub.admin.get<{ dueAt: string; problem?: string }>(
        `/admin/sources/${id}/polling`,
      )
      expect(shown.json.problem).toContain('429')
      expect(Date.parse(shown.json.dueAt) / 1_000 - reset).toBeGreaterThanOrEqual(-5)
    })
    expect(other.asked).toHaveLength(1)
  })

  test('takes nothing at the door, whoever sends it', async () => {
    const id = await connect()
    const body = [{ uuid: 'forged', eventType: REVOKED, target: [{ id: '00u', type: 'User' }] }]
    const headers = { authorization: `SSWS ${okta.token}` }
    const known = await hub.send(`/ingest/${id}`, { body, headers })
    const unknown = await hub.send('/ingest/nobody-at-all', { body, headers })
    expect([known.status, unknown.status]).toEqual([401, 401])
    expect((await hub.admin.get('/admin/sources/console/polling')).status).toBe(404)
  })
})
