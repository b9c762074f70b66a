import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Clock } from './clock.ts'
import { createMetrics } from './metrics.ts'
import { createPulse } from './pulse.loop.ts'
import { createPulseStore } from './store/pulse.ts'
import { openTestStore, type TestStore } from './store/store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

let now = new Date('2026-01-01T10:00:05Z')
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() }
const log = pino({ level: 'silent' })

test('each minute is told by what was done in it, however often it is written; all processes are one', async () => {
  const { store } = db
  const metrics = createMetrics()
  const beat = createPulse({ store, clock, log, metrics })
  const other = createMetrics()
  await using pool = asDisposable(new pg.Pool({ connectionString: db.url, max: 1 }))
  const pulse = createPulseStore(pool)
  const otherBeat = createPulse({ store: { ...store, pulse }, clock, log, metrics: other })
  await beat()
  expect(await store.pulse.flow(new Date(0))).toEqual([])
  metrics.signalsStored.inc({ kind: 'okta' }, 3)
  metrics.signalsStored.inc({ kind: 'ssf' }, 1)
  metrics.eventsMade.inc(2)
  metrics.attempts.inc({ outcome: 'accepted' }, 2)
  metrics.attempts.inc({ outcome: 'retry' })
  metrics.ingestToAcknowledged.observe(0.02)
  metrics.ingestToAcknowledged.observe(400)
  metrics.heard.note('okta-prod', now)
  other.signalsStored.inc({ kind: 'okta' }, 10)
  await Promise.all([beat(), otherBeat()])
  await beat()
  now = new Date('2026-01-01T10:01:02Z')
  metrics.signalsStored.inc({ kind: 'okta' }, 1)
  await beat() // still the minute that it began in
  now = new Date('2026-01-01T10:01:07Z')
  metrics.signalsStored.inc({ kind: 'okta' }, 5)
  await beat()
  expect(await store.pulse.flow(new Date(0))).toEqual([
    {
      minute: new Date('2026-01-01T10:00:00Z'),
      signals: 15,
      events: 2,
      delivered: 2,
      failed: 1,
    },
    { minute: new Date('2026-01-01T10:01:00Z'), signals: 5, events: 0, delivered: 0, failed: 0 },
  ])
  const took = await store.pulse.took(new Date(0))
  expect(took.reduce((sum, n) => sum + n, 0)).toBe(2)
  expect([took[2], took.at(-1)]).toEqual([1, 1])
  await store.pulse.forget(new Date('2026-01-01T10:01:00Z'))
  expect(await store.pulse.flow(new Date(0))).toHaveLength(1)
})

const asDisposable = (pool: pg.Pool) => ({ pool, [Symbol.asyncDispose]: () => pool.end() })

test('the most silent sources come first, those that are paused not at all', async () => {
  const { store, sql } = db
  for (const [id, status] of [
    ['okta-prod', 'active'],
    ['never', 'active'],
    ['paused', 'paused'],
    ['lately', 'active'],
  ])
    await sql(
      `insert into source (id, kind, sealed, status, audience) values ($1, 'okta', 'x', $2, '{}')`,
      [id, status],
    )
  const lately = new Date('2026-01-01T12:00:00Z')
  await store.pulse.heard(new Map([['lately', lately]]))
  await store.pulse.heard(new Map([['lately', new Date(0)]])) // another process, later
  expect(await store.pulse.silence(10)).toEqual([
    { id: 'never', kind: 'okta', heardAt: null },
    { id: 'okta-prod', kind: 'okta', heardAt: new Date('2026-01-01T10:00:05Z') },
    { id: 'lately', kind: 'okta', heardAt: lately },
  ])
  expect(await store.pulse.silence(1)).toHaveLength(1)
})
