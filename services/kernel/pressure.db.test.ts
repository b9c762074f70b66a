import { tmpdir } from 'node:os'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from './clock.ts'
import { loadConfig } from './config.ts'
import { createMetrics } from './metrics.ts'
import { createPressureGauge } from './pressure.ts'
import { watchPressure } from './pressure.loop.ts'
import { openTestStore, signal, type TestStore } from './store/store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

/** The loop, for as long as the test lasts, looking every few milliseconds. */
function watch(env: Record<string, string>) {
  const stop = new AbortController()
  const deps = {
    store: db.store,
    clock: {
      ...systemClock,
      sleep: (_ms: number, signal?: AbortSignal) => systemClock.sleep(5, signal),
    },
    log: pino({ level: 'silent' }),
    config: loadConfig({ DATA_DIR: tmpdir(), ...env }),
    metrics: createMetrics(),
    pressure: createPressureGauge(),
  }
  const done = watchPressure(deps).run?.(stop.signal)
  return {
    ...deps,
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await done
    },
  }
}
const open = async () =>
  (await db.store.alerts.list({ limit: 9, state: 'open' })).map(({ kind }) => kind)

test('a signal that nobody decides on makes the hub refuse, and is an alert, until it is decided', async () => {
  const origin = { id: 'okta', tenantId: 'default', certainty: 'proven' } as const
  await db.store.signals.append(origin, [signal('waits')])
  await db.sql(`update signal set received_at = now() - interval '400 s'`)
  await using hub = watch({ DATABASE_URL: db.url, MASTER_KEY: Buffer.alloc(32).toString('base64') })
  await vi.waitFor(async () => {
    expect(hub.pressure.now()).toMatchObject({ kind: 'backlog', retryAfterSeconds: 30 })
    expect(await open()).toEqual(['backlog-old'])
  })
  const { text } = await hub.metrics.render()
  expect(text).toContain('ssf_hub_ingest_refusing 1')
  expect(text).toMatch(/ssf_hub_backlog_age_seconds\{stage="unrouted"\} 4\d\d/)
  await db.sql('update signal set routed_at = now()')
  await vi.waitFor(async () => {
    expect(hub.pressure.now()).toBeUndefined()
    expect(await open()).toEqual([])
  })
})

test('a disk with little left is an alert, and with less makes the hub refuse', async () => {
  {
    await using hub = watch({ DISK_ALERT_MB: '900000000', DISK_STOP_MB: '0' })
    await vi.waitFor(async () => {
      expect(await open()).toEqual(['disk-low'])
    })
    expect(hub.pressure.now()).toBeUndefined()
  }
  {
    await using hub = watch({ DISK_STOP_MB: '900000000' })
    await vi.waitFor(() => {
      expect(hub.pressure.now()?.kind).toBe('disk')
    })
  }
  await using well = watch({})
  await vi.waitFor(async () => {
    expect(await open()).toEqual([])
  })
  expect(well.pressure.now()).toBeUndefined()
})
