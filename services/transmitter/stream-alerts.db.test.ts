import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../kernel/clock.ts'
import { loadConfig } from '../kernel/config.ts'
import { createMetrics } from '../kernel/metrics.ts'
import { addStream, openTestStore, type TestStore } from '../kernel/store/store.fixture.ts'
import { resolvePaused, tellOfDeadLetters, tellOfFailing } from './stream-alerts.loop.ts'

let db: TestStore
beforeEach(async () => {
  db = await openTestStore()
})
afterEach(() => db[Symbol.asyncDispose]())

const deps = (env: Record<string, string> = {}) => ({
  store: db.store,
  clock: systemClock,
  log: pino({ level: 'silent' }),
  config: loadConfig(env),
  metrics: createMetrics(),
})
const open = async () =>
  (await db.store.alerts.list({ limit: 50, state: 'open' })).map(({ kind, target }) => [
    kind,
    target,
  ])

async function failing(minutes: number): Promise<string> {
  const id = await addStream(db.store)
  await db.sql(
    `update stream_cursor set fail_since = now() - make_interval(mins => $2), fails = 9, last_failure = 'timeout' where stream_id = $1`,
    [id, minutes],
  )
  return id
}

test('a stream that has failed for an hour is an alert until something gets through', async () => {
  const id = await failing(61)
  await failing(59)
  await tellOfFailing(deps())
  expect(await open()).toEqual([['stream-failing', `stream:${id}`]])
  await db.sql('update stream_cursor set fail_since = null')
  await tellOfFailing(deps())
  expect(await open()).toEqual([])
})

test('after how long is configurable, and 0 means never', async () => {
  await failing(10_000)
  await tellOfFailing(deps({ ALERT_FAILING_AFTER_MINUTES: '0' }))
  expect(await open()).toEqual([])
  await tellOfFailing(deps({ ALERT_FAILING_AFTER_MINUTES: '9999' }))
  expect(await open()).toHaveLength(1)
})

test('a paused stream is an alert until it is paused no more', async () => {
  const [held, gone] = [await addStream(db.store), await addStream(db.store)]
  for (const id of [held, gone]) {
    await db.store.alerts.raise({ kind: 'stream-paused', target: `stream:${id}`, text: 'fails' })
    await db.store.streams.imposeStatus(id, 'paused', 'fails')
  }
  await resolvePaused(deps())
  expect(await open()).toHaveLength(2)
  await db.store.streams.delete(gone)
  await resolvePaused(deps())
  expect(await open()).toEqual([['stream-paused', `stream:${held}`]])
  await db.store.streams.setStatus(held, 'enabled', null)
  await resolvePaused(deps())
  expect(await open()).toEqual([])
})

test('dead letters are an alert a stream, and a number for Prometheus', async () => {
  const id = await addStream(db.store)
  await db.sql(
    `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws) select $1, n, gen_random_uuid(), 'j' || n, 'dead', ''
     from generate_series(1, 3) n`,
    [id],
  )
  const { metrics, ...rest } = deps()
  await tellOfDeadLetters({ ...rest, metrics })
  const [alert] = await db.store.alerts.list({ limit: 1 })
  expect(alert?.text).toMatch(/^3 SETs were given up, the newest at 20/)
  expect((await metrics.render()).text).toContain('ssf_hub_dead_letters 3')
})
