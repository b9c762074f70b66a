import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uriOf } from '../../schemas/events/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { loadConfig } from '../kernel/config.ts'
import { addStream, openTestStore, type TestStore } from '../kernel/store/store.fixture.ts'
import { pauseFailing, pauseGone, pauseInactive } from './pausing.loop.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
beforeEach(async () => {
  await db.sql('delete from stream')
  await db.sql('delete from control_set')
})
afterAll(() => db[Symbol.asyncDispose]())

const changed: string[] = []
const deps = (env: Record<string, string> = {}) => ({
  store: db.store,
  clock: systemClock,
  log: pino({ level: 'silent' }),
  config: loadConfig(env),
  engine: { changed: (id: string) => changed.push(id) },
})
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

/** A stream that has failed for this long. */
async function failing(
  hours: number,
  { last = 'connect: ECONNREFUSED', fails = 9 } = {},
): Promise<string> {
  const id = await addStream(db.store)
  await db.sql(
    'update stream_cursor set fail_since = $2, fails = $5, last_failure = $3, next_at = $4 where stream_id = $1',
    [id, hoursAgo(hours), last, hoursAgo(-1), fails],
  )
  return id
}
const statusOf = async (id: string) => {
  const [stream] = await db.store.streams.byIds([id])
  return [stream?.status, stream?.statusReason]
}
const told = (id: string) =>
  db.sql<{ type: string; payload: string }>(
    'select type, payload from control_set where stream_id = $1',
    [id],
  )

test('a stream that fails for longer than is allowed is paused, and its subscriber told why', async () => {
  const id = await failing(73)
  await pauseFailing(deps())
  const reason =
    'Nothing got through to the receiver for 72 hours; the last failure: connect: ECONNREFUSED'
  expect(await statusOf(id)).toEqual(['paused', reason])
  const [set, ...more] = await told(id)
  expect(more).toEqual([])
  expect(set?.type).toBe(uriOf('stream-updated'))
  expect(JSON.parse(set?.payload ?? '')).toEqual({ status: 'paused', reason })
  expect(changed).toContain(id)
  const alerts = await db.store.alerts.list({ limit: 1, target: `stream:${id}` })
  expect(alerts).toMatchObject([{ kind: 'stream-paused', state: 'open', text: reason }])
})

test('one that has failed for less stays enabled, and one that does not fail', async () => {
  const ids = [await failing(71), await addStream(db.store)]
  await pauseFailing(deps())
  for (const id of ids) expect(await statusOf(id)).toEqual(['enabled', null])
})

test('a receiver that keeps saying that it is gone is believed; one that said so once may be mistaken', async () => {
  const gone = await failing(1, { last: 'http_410: HTTP 410: moved out' })
  const once = await failing(1, { last: 'http_410: HTTP 410', fails: 1 })
  const other = await failing(1, { last: 'httpx410: no' })
  await pauseGone(deps({ PAUSE_FAILING_AFTER_HOURS: '0' }))
  expect((await statusOf(gone))[0]).toBe('enabled')
  await pauseGone(deps())
  const reason = 'The receiver says that it is gone; http_410: HTTP 410: moved out'
  expect(await statusOf(gone)).toEqual(['paused', reason])
  expect(await told(gone)).toHaveLength(1)
  for (const id of [once, other]) expect((await statusOf(id))[0]).toBe('enabled')
})

test('how long is a setting; 0 means never', async () => {
  const id = await failing(2)
  await pauseFailing(deps({ PAUSE_FAILING_AFTER_HOURS: '0' }))
  expect((await statusOf(id))[0]).toBe('enabled')
  await pauseFailing(deps({ PAUSE_FAILING_AFTER_HOURS: '1' }))
  expect((await statusOf(id))[0]).toBe('paused')
})

test('what its subscriber or an operator decided is left alone', async () => {
  const [disabled, paused] = [await failing(99), await failing(99)]
  await db.store.streams.setStatus(disabled, 'disabled', 'mine')
  await db.store.streams.setStatus(paused, 'paused', 'mine')
  await pauseFailing(deps())
  expect(await statusOf(disabled)).toEqual(['disabled', 'mine'])
  expect(await statusOf(paused)).toEqual(['paused', 'mine'])
  expect(await told(paused)).toEqual([])
})

test('two processes that find the same stream tell its subscriber once', async () => {
  const id = await failing(99)
  await Promise.all([pauseFailing(deps()), pauseFailing(deps())])
  expect(await told(id)).toHaveLength(1)
})

test('a stream that is resumed begins anew: tried at once, and not paused by what was', async () => {
  const id = await failing(99)
  await pauseFailing(deps())
  await db.store.streams.setStatus(id, 'enabled', null)
  await pauseFailing(deps())
  expect(await statusOf(id)).toEqual(['enabled', null])
  const [cursor] = await db.sql(
    'select next_at, fail_since, fails from stream_cursor where stream_id = $1',
    [id],
  )
  expect(cursor).toEqual({ next_at: null, fail_since: null, fails: 0 })
})

test('a stream that nobody has used for inactivity_timeout is paused once [SSF §8.1.1 inactivity-told]', async () => {
  const [idle, used] = [await addStream(db.store), await addStream(db.store)]
  await db.sql('update stream set active_at = $2 where id = $1', [idle, hoursAgo(1)])
  await pauseInactive(deps())
  expect((await statusOf(idle))[0]).toBe('enabled')
  for (let times = 0; times < 2; times++)
    await pauseInactive(deps({ INACTIVITY_TIMEOUT_SECONDS: '600' }))
  expect((await statusOf(idle))[0]).toBe('paused')
  expect(await told(idle)).toHaveLength(1)
  expect((await statusOf(used))[0]).toBe('enabled')
})
