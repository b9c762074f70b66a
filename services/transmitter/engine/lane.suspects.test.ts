import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Owed } from '../../kernel/store/deliveries.ts'
import { cursor, NOW, owed, part, stream } from './engine.fixture.ts'
import { takeNext } from './choose.ts'
import { finish } from './finish.ts'
import { addRows, openLane, wantedRows, type Lane } from './lane.ts'
import type { PushOutcome } from './outcome.ts'

// One SET that a receiver can never take must not keep the others from it; a receiver that is down loses none.

const DOWN: PushOutcome = { kind: 'retry', err: 'http_500', description: 'HTTP 500' }

type World = {
  lane: Lane
  log: Owed[]
  nowMs: number
  sent: Owed[]
  accepted: Owed[]
  givenUp: Owed[]
}

function open(rows: readonly Owed[], changes = {}): World {
  const lane = openLane(stream(), cursor(changes), 1)
  return { lane, log: [...rows], nowMs: NOW.getTime(), sent: [], accepted: [], givenUp: [] }
}

/** `waitMs` pass; rows are read as the engine reads them, everything that may leave leaves and is answered. */
function play(world: World, answer: (owed: Owed) => PushOutcome, waitMs = 3_600_000): void {
  world.nowMs += waitMs
  const now = new Date(world.nowMs)
  const { lane, log } = world
  while (lane.waiting.length < wantedRows(lane, 16)) {
    const rows = log.filter(({ seq }) => seq > lane.readSeq).slice(0, 32)
    addRows(lane, { ...part(...rows), after: lane.readSeq, isFull: rows.length === 32 })
    if (rows.length === 0) break
  }
  const taken: Owed[] = []
  for (let next = takeNext(lane, now); next; next = takeNext(lane, now)) taken.push(next)
  world.sent.push(...taken)
  for (const one of taken) end(world, one, answer(one), now)
}

function end(world: World, one: Owed, outcome: PushOutcome, now: Date): void {
  const { became } = finish(world.lane, one, outcome, { now, random: 0.5 })
  if (became === 'settled') world.accepted.push(one)
  if (became === 'given-up') world.givenUp.push(one)
}

const refuses =
  (...poison: readonly number[]) =>
  ({ seq }: Owed): PushOutcome =>
    poison.includes(seq) ? DOWN : { kind: 'accepted' }
const seqs = (rows: readonly Owed[]) => rows.map(({ seq }) => seq)
const times = (count: number, act: () => void) => {
  for (let round = 0; round < count; round++) act()
}

test('after five failures in a row of one SET, another subject’s is the probe', () => {
  const world = open([owed(1, 'ann'), owed(2, 'ann'), owed(3, 'bob'), owed(4, 'cyd')])
  world.lane.window = 1
  times(6, () => {
    play(world, () => DOWN)
  })
  expect(seqs(world.sent)).toEqual([1, 1, 1, 1, 1, 3])
})

test('a SET that alone fails is given up after eight such failures, and its subject goes on', () => {
  const world = open([owed(1, 'ann'), owed(2, 'ann'), owed(3, 'bob')])
  world.lane.window = 1
  let seq = 3
  times(16, () => {
    world.log.push(owed(++seq, 'bob'))
    play(world, refuses(1))
  })
  expect(seqs(world.givenUp)).toEqual([1])
  expect(world.sent.filter((one) => one.seq === 1)).toHaveLength(13)
  expect(seqs(world.accepted)).toContain(2)
  times(20, () => {
    play(world, refuses())
  })
  expect(world.lane.cursor).toMatchObject({ fails: 0, nextAt: null, ackedSeq: seq })
})

test('a failure of a SET alone does not make the stream wait', () => {
  const world = open([owed(1, 'ann'), owed(2, 'bob')])
  world.lane.window = 1
  times(6, () => {
    play(world, refuses(1))
  })
  world.log.push(owed(3, 'bob'))
  play(world, refuses(1), 0)
  expect(seqs(world.accepted)).toEqual([2, 3])
  expect(world.lane.cursor).toMatchObject({ fails: 0, nextAt: null, ackedSeq: 0 })
})

test('a receiver that is down for a week loses nothing, and gets everything in the end', () => {
  const rows = Array.from({ length: 8 }, (_, index) => owed(index + 1, `s${String(index % 3)}`))
  const world = open(rows)
  times(170, () => {
    play(world, () => DOWN)
  })
  expect(world.givenUp).toEqual([])
  times(12, () => {
    play(world, refuses())
  })
  expect(seqs(world.accepted).toSorted((a, b) => a - b)).toEqual(seqs(rows))
})

test('without others that get through, no SET is given up', () => {
  const world = open([owed(1, 'ann'), owed(2, 'bob')])
  times(100, () => {
    play(world, refuses(1))
  })
  expect(world.givenUp).toEqual([])
})

test('another subject’s SET is found behind many of the one that fails', () => {
  const world = open([
    ...Array.from({ length: 100 }, (_, i) => owed(i + 1, 'ann')),
    owed(101, 'bob'),
  ])
  times(6, () => {
    play(world, refuses(1))
  })
  expect(seqs(world.accepted)).toEqual([101])
})

test('after an outage in which all failed often, one that can never be taken is not the only probe', () => {
  const world = open([owed(1, 'ann'), owed(2, 'bob')])
  times(10, () => {
    play(world, () => DOWN)
  })
  times(3, () => {
    play(world, refuses(1))
  })
  expect(seqs(world.accepted)).toEqual([2])
  expect(world.lane.cursor.fails).toBe(0)
})

test('after a restart, what failed before is not the first probe', () => {
  const kept = { ...owed(1, 'ann'), kept: 'a.b.c' }
  const world = open([kept, owed(2, 'bob')], { fails: 6, nextAt: NOW, failSince: NOW })
  play(world, refuses(1))
  expect(seqs(world.sent)[0]).toBe(2)
})

test('others go at most 256 past a SET that waits, and then it is given up all the same', () => {
  const world = open(Array.from({ length: 400 }, (_, index) => owed(index + 1)))
  world.lane.window = 1
  times(6, () => {
    play(world, refuses(1))
  })
  times(200, () => {
    play(world, refuses(1), 0)
  })
  expect(Math.max(...seqs(world.sent))).toBe(257)
  times(110, () => {
    play(world, refuses(1))
  })
  expect(seqs(world.givenUp)).toEqual([1])
  expect(world.lane.cursor.ackedSeq).toBe(400)
})

test('a lane in backoff keeps its first rows, and reads the others again', () => {
  const world = open(Array.from({ length: 32 }, (_, index) => owed(index + 1)))
  world.lane.mayHaveMore = false
  play(world, ({ seq }) => (seq === 2 ? DOWN : { kind: 'accepted' }), 0)
  expect(world.lane.readSeq).toBe(Math.max(...seqs(world.lane.waiting)))
  expect(world.lane.waiting).toHaveLength(8)
  expect(world.lane.waiting[0]?.seq).toBe(2)
  expect(world.lane.mayHaveMore).toBe(true)
})

test('whatever SETs a receiver stumbles over, all others arrive in their subject’s order', () => {
  const log = fc.array(
    fc.record({ about: fc.constantFrom('a', 'b', 'c'), isPoison: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  const outages = fc.array(fc.boolean(), { maxLength: 60 })
  fc.assert(
    fc.property(log, outages, (rows, downs) => {
      const world = open(rows.map(({ about }, index) => owed(index + 1, about)))
      const poison = rows.flatMap(({ isPoison }, index) => (isPoison ? [index + 1] : []))
      let seq = rows.length
      for (let round = 0; round < 300; round++) {
        if (round < 250) world.log.push(owed(++seq, 'healthy'))
        play(world, downs[round] ? () => DOWN : refuses(...poison))
      }
      expect(seqs(world.givenUp).toSorted((a, b) => a - b)).toEqual(poison)
      expect(world.accepted).toHaveLength(seq - poison.length)
      expect(world.lane.cursor.ackedSeq).toBe(seq)
      for (const [, about] of Map.groupBy(world.accepted, ({ event }) => event.orderKey))
        expect(seqs(about)).toEqual(seqs(about).toSorted((a, b) => a - b))
    }),
    {
      numRuns: 100,
      examples: [
        // Both failed five times while it was down: found by chance, once in some thousand runs.
        [[{ about: 'a', isPoison: true }], [1, 0, 0, 0, 0, 1, 1, 1, 1].map(Boolean)],
      ],
    },
  )
})
