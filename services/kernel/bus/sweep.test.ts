import { pino } from 'pino'
import { expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { createMetrics } from '../metrics.ts'
import type { Bus, BusMessage } from './bus.ts'
import { sweep } from './sweep.ts'

const numbered = (from: number, count: number): BusMessage[] =>
  Array.from({ length: count }, (_, n) => ({ key: 'key', id: String(from + n) }))

/** Runs a sweep over rows that stay undecided until `rounds` looks were taken; answers what it published and how long it waited. */
async function run(
  undecided: BusMessage[],
  { rounds, decide }: { rounds: number; decide: (published: readonly BusMessage[]) => void },
) {
  const stop = new AbortController()
  const published: string[][] = []
  const waits: number[] = []
  const bus: Pick<Bus, 'publish'> = {
    publish: async (_topic, messages) => {
      published.push(messages.map(({ id }) => id))
      decide(messages)
    },
  }
  const clock = {
    ...systemClock,
    sleep: async (ms: number) => {
      waits.push(ms)
      if (waits.length === rounds) stop.abort()
    },
  }
  await sweep(
    {
      topic: 'ssf.signals',
      lost: async (_before, limit) => undecided.slice(0, limit),
      bus: bus as Bus, // it publishes, and nothing else
      clock,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(),
    },
    stop.signal,
  )
  return { published, waits }
}

test('what was published again is not once more while it waits behind others', async () => {
  const { published, waits } = await run(numbered(0, 3), { rounds: 4, decide: () => undefined })
  expect(published).toEqual([['0', '1', '2']])
  expect(waits).toEqual([2_000, 2_000, 2_000, 2_000])
})

test('while there is more than one look finds, the next look is soon', async () => {
  const undecided = numbered(0, 2_500)
  const { published, waits } = await run(undecided, {
    rounds: 4,
    decide: (messages) => void undecided.splice(0, messages.length),
  })
  expect(published.map((ids) => ids.length)).toEqual([1_000, 1_000, 500])
  expect(new Set(published.flat()).size).toBe(2_500)
  expect(waits).toEqual([250, 250, 2_000, 2_000])
})
