import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Owed } from '../../kernel/store/deliveries.ts'
import { cursor, NOW, owed, part, stream } from './engine.fixture.ts'
import { takeNext } from './choose.ts'
import { finish } from './finish.ts'
import { addRows, openLane, putBack, type Lane } from './lane.ts'
import type { PushOutcome } from './outcome.ts'

// Whatever a receiver answers, in whatever order, every SET is settled and a subject's SETs arrive in order.

const MAX_WINDOW = 4

type World = { lane: Lane; log: Owed[]; nowMs: number; settled: Owed[]; underWay: Owed[] }
type Step =
  | { do: 'take' }
  | { do: 'end'; pick: number; outcome: PushOutcome }
  | { do: 'abandon'; pick: number }
  | { do: 'wait'; ms: number }

const outcome = fc.constantFrom<PushOutcome>(
  { kind: 'accepted' },
  { kind: 'rejected', err: 'invalid_request', description: '' },
  { kind: 'retry', err: 'http_500', description: '' },
  { kind: 'retry', err: 'http_429', description: '', retryAfterSeconds: 90 },
)
const pick = fc.nat({ max: 10 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'take' }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('end'), pick, outcome }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abandon'), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.nat({ max: 5_000 }) }) },
)
/** Log rows: a gap before each, and whom it is about. */
const log = fc.array(
  fc.record({ gap: fc.integer({ min: 1, max: 3 }), subject: fc.constantFrom('a', 'b', 'c') }),
  {
    minLength: 1,
    maxLength: 20,
  },
)

function open(rows: readonly { gap: number; subject: string }[]): World {
  let seq = 0
  const log = rows.map(({ gap, subject }) => owed((seq += gap), subject))
  const lane = openLane(stream(), cursor(), 1)
  return { lane, log, nowMs: NOW.getTime(), settled: [], underWay: [] }
}

function play(world: World, one: Step): void {
  if (one.do === 'wait') world.nowMs += one.ms
  else if (one.do === 'take') take(world)
  else {
    const [item] = world.underWay.splice(one.pick % Math.max(1, world.underWay.length), 1)
    if (!item) return
    if (one.do === 'abandon') putBack(world.lane, item)
    else end(world, item, one.outcome)
  }
  check(world)
}

function take(world: World): void {
  const { lane, log } = world
  if (lane.mayHaveMore)
    addRows(lane, { ...part(...log.filter(({ seq }) => seq > lane.readSeq)), after: lane.readSeq })
  const item = takeNext(world.lane, new Date(world.nowMs))
  if (!item) return
  if (world.underWay.some(({ event }) => event.orderKey === item.event.orderKey))
    throw new Error('one subject twice under way')
  world.underWay.push(item)
}

function end(world: World, item: Owed, result: PushOutcome): void {
  finish(world.lane, item, result, {
    now: new Date(world.nowMs),
    random: 0.5,
  })
  if (result.kind !== 'retry') world.settled.push(item)
}

/** At every moment: nothing open lies at or below the cursor, and nothing is lost or doubled. Thousands of times, so no `expect`. */
function check({ lane, underWay }: World): void {
  const lowest = Math.min(...[...lane.waiting, ...underWay].map(({ seq }) => seq))
  if (lowest <= lane.cursor.ackedSeq) throw new Error(`the cursor passed ${String(lowest)}`)
  const isKnown = underWay.every(({ seq }) => lane.inFlight.has(seq))
  if (!isKnown || lane.inFlight.size !== underWay.length)
    throw new Error('what is under way differs')
  if (lane.inFlight.size > MAX_WINDOW) throw new Error('the window is too wide')
}

/** The receiver is well from now on: everything left goes through. */
function finishAll(world: World): void {
  for (let round = 0; round < 60; round++) {
    world.nowMs += 3_600_000
    take(world)
    const item = world.underWay.shift()
    if (item) end(world, item, { kind: 'accepted' })
    check(world)
  }
}

test('random interleavings keep a subject’s order, and everything is settled in the end', () => {
  fc.assert(
    fc.property(log, fc.array(step, { maxLength: 80 }), (rows, steps) => {
      const world = open(rows)
      const seqs = world.log.map(({ seq }) => seq)
      for (const one of steps) play(world, one)
      finishAll(world)
      expect(world.settled.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(seqs)
      expect(world.lane.cursor.ackedSeq).toBe(seqs.at(-1))
      for (const [, about] of Map.groupBy(world.settled, ({ event }) => event.orderKey))
        expect(about.map(({ seq }) => seq)).toEqual(
          about.map(({ seq }) => seq).toSorted((a, b) => a - b),
        )
    }),
    { numRuns: 200 },
  )
})
