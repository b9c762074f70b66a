import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { describeBus } from './bus.contract.ts'
import type { Bus } from './bus.ts'
import { createKafkaBus } from './kafka.ts'

const brokers = process.env['KAFKA_BROKERS']?.split(',') ?? []
if (brokers.length === 0)
  console.warn('SKIPPED: the Kafka bus is not tested, for KAFKA_BROKERS is not set')

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' })
const openBus = (prefix: string): Bus =>
  createKafkaBus({ brokers, log, prefix, partitions: 8, delayMs: () => 100 })
const newPrefix = (): string => `test-${randomUUID()}.`

describe.skipIf(brokers.length === 0)('with a broker', () => {
  describeBus('the bus over Kafka', () => {
    const prefix = newPrefix()
    return { here: openBus(prefix), there: openBus(prefix) }
  })

  test('a bus in use sets no timer in the past', async () => {
    const warned = vi.fn()
    process.on('warning', warned)
    const bus = openBus(newPrefix())
    const run = bus.consume(
      'ssf.events',
      'group',
      async () => undefined,
      new AbortController().signal,
    )
    await vi.waitFor(() => bus.publish('ssf.events', [{ key: 'key', id: 'id' }]), {
      timeout: 10_000,
    })
    await bus.close()
    await run
    process.off('warning', warned)
    expect(warned).not.toHaveBeenCalled()
  })

  test(
    'a handler slower than the session timeout keeps its batch',
    { timeout: 60_000 },
    async () => {
      const bus = openBus(newPrefix())
      const got: string[] = []
      const handle = async (batch: readonly { id: string }[]): Promise<void> => {
        await sleep(12_000)
        got.push(...batch.map(({ id }) => id))
      }
      const run = bus.consume('ssf.events', 'group', handle, new AbortController().signal)
      await vi.waitFor(() => bus.publish('ssf.events', [{ key: 'key', id: 'once' }]), {
        timeout: 10_000,
      })
      await vi.waitFor(
        () => {
          expect(got).toEqual(['once'])
        },
        { timeout: 30_000 },
      )
      await sleep(3_000)
      await bus.close()
      await run
      expect(got).toEqual(['once'])
    },
  )
})

test(
  'a broker that is away is waited for: said in the log and by health, publish rejects, stop is quick',
  { timeout: 30_000 },
  async () => {
    const warn = vi.fn()
    const quiet = pino({ level: 'silent' })
    quiet.warn = warn
    const bus = createKafkaBus({ brokers: ['127.0.0.1:1'], log: quiet, delayMs: () => 100 })
    const stop = new AbortController()
    const run = bus.consume('ssf.events', 'group', async () => undefined, stop.signal)
    await vi.waitFor(
      () => {
        expect(warn).toHaveBeenCalledWith(
          {
            brokers: ['127.0.0.1:1'],
            reason: expect.stringContaining('ECONNREFUSED') as string,
            retryInMs: 100,
          },
          'Kafka is away: trying again',
        )
      },
      { timeout: 10_000 },
    )
    expect(bus.health()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED') as string,
    })
    await expect(bus.publish('ssf.events', [{ key: 'key', id: 'id' }])).rejects.toThrow(
      'ECONNREFUSED',
    )
    const start = performance.now()
    stop.abort()
    await run
    await bus.close()
    expect(performance.now() - start).toBeLessThan(8_000)
  },
)
