import { expect, test } from 'vitest'
import type { Owed } from '../../kernel/store/deliveries.ts'
import { cursor, NOW, owed, part, stream } from './engine.fixture.ts'
import { takeNext } from './choose.ts'
import { finish } from './finish.ts'
import { addRows, openLane, putBack, type Lane } from './lane.ts'
import type { PushOutcome } from './outcome.ts'

const ACCEPTED: PushOutcome = { kind: 'accepted' }
const REJECTED: PushOutcome = { kind: 'rejected', err: 'invalid_request', description: 'no' }
const DOWN: PushOutcome = { kind: 'retry', err: 'http_503', description: 'HTTP 503' }

const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000)

function laneOf(...waiting: Owed[]): Lane {
  const lane = openLane(stream(), cursor(), 1)
  return { ...lane, waiting, readSeq: waiting.at(-1)?.seq ?? 0 }
}

function takeAll(lane: Lane, now = NOW): Owed[] {
  const taken: Owed[] = []
  for (let next = takeNext(lane, now); next; next = takeNext(lane, now)) taken.push(next)
  return taken
}

const end = (lane: Lane, item: Owed | undefined, outcome: PushOutcome, now = NOW): void => {
  if (!item) throw new Error('nothing was taken')
  finish(lane, item, outcome, { now, random: 0.5 })
}
const seqs = (items: readonly Owed[]): number[] => items.map(({ seq }) => seq)

test('SETs leave in log order, as many at once as the window allows', () => {
  const lane = laneOf(owed(1), owed(2), owed(3), owed(4), owed(5))
  expect(seqs(takeAll(lane))).toEqual([1, 2, 3, 4])
  end(lane, lane.inFlight.get(2), ACCEPTED)
  expect(seqs(takeAll(lane))).toEqual([5])
})

test('a subject with a SET under way waits, and others overtake it', () => {
  const lane = laneOf(
    owed(1, 'ann'),
    owed(2, 'ann'),
    owed(3, 'bob'),
    owed(4, 'ann'),
    owed(5, 'cyd'),
  )
  expect(seqs(takeAll(lane))).toEqual([1, 3, 5])
  end(lane, lane.inFlight.get(1), ACCEPTED)
  expect(seqs(takeAll(lane))).toEqual([2])
})

test('a SET that failed goes before the later ones about its subject', () => {
  const lane = laneOf(owed(1, 'ann'), owed(2, 'ann'), owed(3, 'bob'))
  const [first] = takeAll(lane)
  end(lane, lane.inFlight.get(3), ACCEPTED)
  end(lane, first, DOWN)
  expect(takeAll(lane)).toEqual([])
  expect(seqs(takeAll(lane, later(2)))).toEqual([1])
})

test('neighbours in the window that fail together are one failure', () => {
  const lane = laneOf(owed(1), owed(2), owed(3), owed(4))
  for (const item of takeAll(lane)) end(lane, item, DOWN)
  expect(lane.cursor).toMatchObject({ fails: 1, failSince: NOW, nextAt: later(1), ackedSeq: 0 })
  expect(lane.cursor.lastFailure).toBe('http_503: HTTP 503')
  expect(seqs(lane.waiting)).toEqual([1, 2, 3, 4])
})

test('the longest wait that neighbours of one window ask for counts', () => {
  const lane = laneOf(owed(1), owed(2))
  const [first, second] = takeAll(lane)
  end(lane, first, DOWN)
  end(lane, second, { ...DOWN, retryAfterSeconds: 120 })
  expect(lane.cursor).toMatchObject({ fails: 1, nextAt: later(120) })
})

test('after a failure one SET probes; each success then doubles the window', () => {
  const lane = laneOf(...Array.from({ length: 12 }, (_, index) => owed(index + 1)))
  const [first, ...others] = takeAll(lane)
  for (const item of others) end(lane, item, ACCEPTED)
  end(lane, first, DOWN)
  const windows: number[] = []
  for (let round = 0; round < 4; round++) {
    const [probe] = takeAll(lane, later(2))
    windows.push(lane.window)
    end(lane, probe, ACCEPTED, later(2))
  }
  expect(windows).toEqual([1, 2, 4, 4])
  expect(lane.cursor).toMatchObject({ fails: 0, nextAt: null, failSince: null, lastFailure: null })
})

test('a success that was under way when its neighbour failed does not end the backoff', () => {
  const lane = laneOf(owed(1), owed(2), owed(3))
  const [first, second] = takeAll(lane)
  end(lane, first, { ...DOWN, retryAfterSeconds: 60 })
  end(lane, second, ACCEPTED)
  expect(lane.cursor).toMatchObject({ fails: 1, nextAt: later(60) })
  expect(lane.window).toBe(1)
  expect(takeAll(lane, later(59))).toEqual([])
})

test('failures in a row wait longer; failSince stays that of the first', () => {
  const lane = laneOf(owed(1))
  end(lane, takeNext(lane, NOW), DOWN)
  end(lane, takeNext(lane, later(1)), DOWN, later(1))
  expect(lane.cursor).toMatchObject({ fails: 2, failSince: NOW, nextAt: later(6) })
})

test('the cursor stops below the lowest open SET and then jumps over all that is settled', () => {
  const lane = laneOf(owed(1), owed(2), owed(3), owed(4))
  const [first, second, third] = takeAll(lane)
  end(lane, third, ACCEPTED)
  end(lane, second, REJECTED)
  expect(lane.cursor.ackedSeq).toBe(0)
  end(lane, first, ACCEPTED)
  expect(lane.cursor.ackedSeq).toBe(3)
})

test('gaps in the log do not hold the cursor up', () => {
  const lane = laneOf(owed(3), owed(7), owed(20))
  const [first, second, third] = takeAll(lane)
  end(lane, first, ACCEPTED)
  expect(lane.cursor.ackedSeq).toBe(6)
  end(lane, third, ACCEPTED)
  expect(lane.cursor.ackedSeq).toBe(6)
  end(lane, second, ACCEPTED)
  expect(lane.cursor.ackedSeq).toBe(20)
})

test('the cursor’s time is never later than that of the first unsettled row', () => {
  const lane = laneOf(owed(1), owed(2))
  const [first, second] = takeAll(lane)
  end(lane, second, ACCEPTED)
  expect(lane.cursor.ackedAt).toEqual(NOW)
  end(lane, first, ACCEPTED)
  expect(lane.cursor.ackedAt).toEqual(new Date(NOW.getTime() + 1))
})

test('a stale lane and a lane that backs off send nothing', () => {
  expect(takeNext({ ...laneOf(owed(1)), isStale: true }, NOW)).toBeUndefined()
  const waits = laneOf(owed(1))
  waits.cursor = cursor({ fails: 1, nextAt: later(1) })
  expect(takeNext(waits, NOW)).toBeUndefined()
  expect(takeNext(waits, later(1))?.seq).toBe(1)
})

test('a lane opened on a stream that was failing begins with a probe', () => {
  expect(openLane(stream(), cursor({ fails: 3 }), 1).window).toBe(1)
})

test('what was put back is sent again, at its old place', () => {
  const lane = laneOf(owed(1), owed(2), owed(3))
  const taken = takeAll(lane)
  for (const item of taken.toReversed()) putBack(lane, item)
  expect(seqs(takeAll(lane))).toEqual([1, 2, 3])
  expect(lane.cursor.ackedSeq).toBe(0)
})

test('rows read before a lane let go of those in front of them are not taken', () => {
  const lane = laneOf(...Array.from({ length: 20 }, (_, index) => owed(index + 1)))
  end(lane, takeNext(lane, NOW), DOWN)
  expect(lane).toMatchObject({ readSeq: 8, mayHaveMore: true })
  addRows(lane, part(owed(21), owed(22)))
  expect(lane).toMatchObject({ readSeq: 8, mayHaveMore: true })
})
