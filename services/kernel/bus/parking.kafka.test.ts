import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { createMetrics } from '../metrics.ts'
import type { BusMessage } from './bus.ts'
import { createKafkaBus } from './kafka.ts'
import { withParking } from './parking.ts'

// A bad message over Kafka: its partition goes on without it, and it does not come back.

const brokers = process.env['KAFKA_BROKERS']?.split(',') ?? []
if (brokers.length === 0)
  console.warn('SKIPPED: parking over Kafka is not tested, for KAFKA_BROKERS is not set')

const PATIENT = { timeout: 60_000, interval: 50 }
const log = pino({ level: 'silent' })
const numbered = (key: string, count: number): BusMessage[] =>
  Array.from({ length: count }, (_, n) => ({ key, id: `${key}/${String(n)}` }))

test.skipIf(brokers.length === 0)(
  'is parked after so many tries, what is behind it goes on in order, and nothing comes again afterwards',
  { timeout: 120_000 },
  async () => {
    const [got, parked] = [new Array<string>(), new Array<BusMessage>()]
    const handle = withParking(
      async (batch) => {
        if (batch.some(({ id }) => id === 'bad/3')) throw new Error('cannot be handled')
        got.push(...batch.map(({ id }) => id))
      },
      { tries: 3, isOutage: () => false, log, park: async (one) => void parked.push(one) },
    )
    const prefix = `test-${randomUUID()}.`
    const metrics = createMetrics()
    const openBus = () =>
      createKafkaBus({ brokers, log, prefix, partitions: 2, delayMs: () => 100, metrics })
    const messages = [...numbered('bad', 8), ...['a', 'b', 'c'].flatMap((key) => numbered(key, 5))]
    const first = openBus()
    await vi.waitFor(() => first.publish('ssf.events', messages), PATIENT)
    const run = first.consume('ssf.events', 'group', handle, new AbortController().signal)
    await vi.waitFor(() => {
      expect(parked).toEqual([{ key: 'bad', id: 'bad/3' }])
      expect(new Set(got).size).toBe(messages.length - 1)
    }, PATIENT)
    expect([...new Set(got.filter((id) => id.startsWith('bad/')))]).toEqual(
      [0, 1, 2, 4, 5, 6, 7].map((n) => `bad/${String(n)}`),
    )
    await first.close()
    await run

    const before = got.length
    const second = openBus()
    const again = second.consume('ssf.events', 'group', handle, new AbortController().signal)
    await vi.waitFor(() => second.publish('ssf.events', numbered('late', 1)), PATIENT)
    await vi.waitFor(() => {
      expect(got.slice(before)).toEqual(['late/0'])
    }, PATIENT)
    await second.close()
    await again
    expect(parked).toHaveLength(1)
  },
)

test.skipIf(brokers.length === 0)('lag and rebalances are told', { timeout: 120_000 }, async () => {
  const prefix = `test-${randomUUID()}.`
  const metrics = createMetrics()
  const openBus = () =>
    createKafkaBus({ brokers, log, prefix, partitions: 2, delayMs: () => 100, metrics })
  const [here, there] = [openBus(), openBus()]
  await vi.waitFor(() => here.publish('ssf.signals', numbered('key', 7)), PATIENT)
  const held = Promise.withResolvers<undefined>()
  const runs = [
    here.consume('ssf.signals', 'group', () => held.promise, new AbortController().signal),
  ]
  const lag = async () =>
    (await metrics.kafkaLag.get()).values.reduce((sum, { value }) => sum + value, 0)
  await vi.waitFor(async () => {
    expect(await lag()).toBe(7)
  }, PATIENT)
  held.resolve(undefined)
  runs.push(
    there.consume('ssf.signals', 'group', async () => undefined, new AbortController().signal),
  )
  await vi.waitFor(async () => {
    expect(await lag()).toBe(0)
    const [rebalances] = (await metrics.kafkaRebalances.get()).values
    expect(rebalances?.value).toBeGreaterThan(0)
  }, PATIENT)
  await Promise.all([here.close(), there.close()])
  await Promise.all(runs)
})
