import { expect, test } from 'vitest'
import { cursor, NOW, stream } from './engine.fixture.ts'
import { createJumpMeter, shiftWaits } from './jump.ts'
import { openLane } from './lane.ts'

function meter() {
  const times = { wall: NOW.getTime(), steady: 0 }
  const measure = createJumpMeter({ now: () => new Date(times.wall) }, () => times.steady)
  return (wallMs: number, steadyMs: number) => {
    times.wall += wallMs
    times.steady += steadyMs
    return measure()
  }
}

test('a clock that goes as time does has not jumped, nor one that is put right a little', () => {
  const pass = meter()
  expect(pass(500, 500)).toBe(0)
  expect(pass(60_000, 60_000)).toBe(0)
  expect(pass(1_500, 500)).toBe(0)
})

test('one that was set is off by so much, once', () => {
  const pass = meter()
  expect(pass(-3_600_000 + 500, 500)).toBe(-3_600_000)
  expect(pass(500, 500)).toBe(0)
  expect(pass(3_600_000 + 500, 500)).toBe(3_600_000)
})

test('what a lane waits for moves with the clock', () => {
  const lane = openLane(stream(), cursor({ fails: 1, nextAt: new Date(NOW.getTime() + 5_000) }), 1)
  lane.suspects.set(1, { fails: 6, alone: 1, isContradicted: false, nextAt: NOW })
  lane.suspects.set(2, { fails: 1, alone: 0, isContradicted: false, nextAt: null })
  shiftWaits(lane, -60_000)
  expect(lane.cursor.nextAt).toEqual(new Date(NOW.getTime() - 55_000))
  expect([...lane.suspects.values()].map(({ nextAt }) => nextAt)).toEqual([
    new Date(NOW.getTime() - 60_000),
    null,
  ])
})
