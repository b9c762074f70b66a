import { expect, test } from 'vitest'
import type { Observed } from '../../kernel/metrics.ts'
import { takeCensus } from './census.ts'
import { cursor, NOW, owed, part, stream } from './engine.fixture.ts'
import { addRows, openLane, type Lane } from './lane.ts'

/** A stream that is owed so many, the first of them for `seconds`. */
function lane(id: string, count: number, { seconds = 0, rate = null as number | null } = {}): Lane {
  const at = new Date(NOW.getTime() - seconds * 1_000)
  const one = openLane(stream({ id, pushRate: rate }), cursor({ streamId: id }), 1)
  addRows(one, part(...Array.from({ length: count }, (_, index) => ({ ...owed(index + 1), at }))))
  return one
}
const streamsOf = (observed: readonly Observed[]) =>
  observed.map(({ labels }) => labels?.['stream'])

test('backlog, the oldest, and what only a rate holds back', () => {
  const failing = lane('failing', 2, { seconds: 90, rate: 5 })
  failing.cursor = { ...failing.cursor, fails: 1 }
  const lanes = [lane('idle', 0), lane('slow', 3, { seconds: 20, rate: 5 }), failing]
  expect(takeCensus(lanes, NOW)).toMatchObject({
    backlog: 5,
    oldestSeconds: 90,
    throttledSeconds: 20,
    worstThrottled: [{ labels: { stream: 'slow' }, value: 20 }],
  })
})

test('what is owed beyond the rows at hand counts as of the last look', () => {
  const one = lane('one', 2)
  one.backlog = 1_000
  expect(takeCensus([one], NOW).backlog).toBe(1_000)
})

test('however many streams wait, few are named: those that are owed most, and those that wait longest', () => {
  const lanes = Array.from({ length: 50 }, (_, n) =>
    lane(`s${String(n)}`, n + 1, { seconds: 50 - n }),
  )
  const { worstBacklogs, worstAges } = takeCensus(lanes, NOW)
  expect(worstBacklogs).toHaveLength(20)
  expect(streamsOf(worstBacklogs).slice(0, 2)).toEqual(['s49', 's48'])
  expect(worstAges).toHaveLength(20)
  expect(streamsOf(worstAges).slice(0, 2)).toEqual(['s0', 's1'])
})

test('streams by the state of their breaker', () => {
  const [open, probing] = [lane('open', 1), lane('probing', 1)]
  for (const one of [open, probing]) one.breaker.isOpen = true
  open.cursor = { ...open.cursor, nextAt: new Date(NOW.getTime() + 1_000) }
  const { byBreaker } = takeCensus([lane('well', 1), open, probing], NOW)
  expect(
    Object.fromEntries(byBreaker.map(({ labels, value }) => [labels?.['state'], value])),
  ).toEqual({
    closed: 1,
    open: 1,
    'half-open': 1,
  })
})
