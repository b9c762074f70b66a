import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { describeBus } from './bus.contract.ts'
import { retryDelayMs } from './bus.ts'
import type { BusMessage } from './bus.ts'
import { createInProcessBus } from './in-process.ts'

const log = pino({ level: 'silent' })
const messages = (count: number): BusMessage[] =>
  Array.from({ length: count }, (_, n) => ({ key: `key-${String(n)}`, id: String(n) }))

describeBus('the bus in one process', () => {
  const bus = createInProcessBus({ log, delayMs: () => 20 })
  return { here: bus, there: bus }
})

test('what nobody consumes is held up to a bound; the rest is counted and left to the sweep', async () => {
  const warn = vi.fn()
  const bus = createInProcessBus({ log: { warn }, maxWaiting: 10 })
  await bus.publish('ssf.events', messages(15))
  expect(bus.health().detail).toBe('in-process, 10 waiting, 5 left to the sweep')
  expect(warn).toHaveBeenCalledWith({ topic: 'ssf.events', count: 5 }, expect.any(String))
  const got: string[] = []
  const stop = new AbortController()
  const run = bus.consume(
    'ssf.events',
    'group',
    async (batch) => void got.push(...batch.map(({ id }) => id)),
    stop.signal,
  )
  await vi.waitFor(() => {
    expect(got.toSorted()).toEqual(
      messages(10)
        .map(({ id }) => id)
        .toSorted(),
    )
  })
  await bus.close()
  await run
})

test('a slow consumer does not make the bus grow without bound, nor its publisher wait', async () => {
  const bus = createInProcessBus({ log, maxWaiting: 100 })
  const finish = Promise.withResolvers<undefined>()
  const run = bus.consume('ssf.events', 'group', () => finish.promise, new AbortController().signal)
  for (let n = 0; n < 10; n++) await bus.publish('ssf.events', messages(50))
  expect(bus.health().detail).toBe('in-process, 100 waiting, 400 left to the sweep')
  finish.resolve(undefined)
  await bus.close()
  await run
})

test('a batch that keeps throwing waits longer each time, up to a bound', () => {
  expect([1, 2, 3, 4, 7, 50].map(retryDelayMs)).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000])
})
