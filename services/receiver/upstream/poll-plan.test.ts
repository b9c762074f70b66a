import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIRST_PLAN, MOST_EVENTS, nextPoll, type Polled, type PollPlan } from './poll-plan.ts'

const answered = (changes: Partial<Extract<Polled, { kind: 'answered' }>> = {}): Polled => ({
  kind: 'answered',
  sets: 0,
  delayed: 0,
  moreAvailable: false,
  tookMs: 5,
  ...changes,
})
const failed = (retryAfterSeconds?: number): Polled => ({
  kind: 'failed',
  reason: 'answered 429',
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
})
const after = (...polls: Polled[]): PollPlan =>
  polls.reduce((plan, polled) => nextPoll(plan, polled, 0.5), FIRST_PLAN)

describe('the next poll', () => {
  test('comes at once after one that brought something, or that was held', () => {
    expect(after(answered({ sets: 1 })).waitMs).toBe(0)
    expect(after(answered({ tookMs: 30_000 })).waitMs).toBe(0)
    expect(after({ kind: 'nothing-in-time' }).waitMs).toBe(0)
    expect(after(answered({ sets: 100, moreAvailable: true })).waitMs).toBe(0)
  })

  test('comes later and later after ones that were empty at once, up to ten seconds', () => {
    const waits = [1, 2, 3, 20].map(
      (count) => after(...Array.from({ length: count }, () => answered())).waitMs,
    )
    expect(waits).toEqual([500, 1_000, 2_000, 10_000])
    expect(after(answered(), answered(), answered({ sets: 1 }), answered()).waitMs).toBe(500)
  })

  test('comes soon where more was promised and none was sent, and not in a tight loop', () => {
    expect(after(answered({ moreAvailable: true })).waitMs).toBe(100)
  })

  test('waits 1, 5, 15, 60, 300, 900 seconds after failures in a row, and begins anew after one that went well', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map(
      (count) => after(...Array.from({ length: count }, () => failed())).waitMs / 1_000,
    )
    expect(waits).toEqual([1, 5, 15, 60, 300, 900, 900])
    expect(after(failed(), failed(), answered(), failed()).waitMs).toBe(1_000)
  })

  test('waits as long as the transmitter asks', () => {
    expect(after(failed(120)).waitMs).toBe(120_000)
  })

  test('waits as after a failure where SETs could not be judged, for they come again at once', () => {
    expect(after(answered({ sets: 3, delayed: 1 })).waitMs).toBe(1_000)
  })

  test('asks for fewer where the answer was too long to be read, then for more again', () => {
    const tooLong: Polled = { kind: 'too-long' }
    expect(after(tooLong)).toMatchObject({ maxEvents: 50, waitMs: 0 })
    expect(after(tooLong, tooLong, answered({ sets: 1 })).maxEvents).toBe(50)
    const one = Array.from({ length: 7 }, () => tooLong)
    expect(after(...one)).toMatchObject({ maxEvents: 1, failures: 1, waitMs: 1_000 })
  })
})

test('whatever comes of polls: at least one SET is asked for, and the wait has an end and is no shorter than asked', () => {
  const polled = fc.oneof(
    fc.record({
      kind: fc.constant('answered' as const),
      sets: fc.nat(200),
      delayed: fc.nat(3),
      moreAvailable: fc.boolean(),
      tookMs: fc.nat(200_000),
    }),
    fc.constantFrom<Polled>({ kind: 'nothing-in-time' }, { kind: 'too-long' }),
    fc.option(fc.nat(3_600), { nil: undefined }).map(failed),
  )
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(polled, random), { minLength: 1, maxLength: 30 }), (polls) => {
      let plan = FIRST_PLAN
      for (const [one, chance] of polls) {
        plan = nextPoll(plan, one, chance)
        const least = one.kind === 'failed' ? (one.retryAfterSeconds ?? 0) * 1_000 : 0
        expect(plan.waitMs).toBeGreaterThanOrEqual(least)
        expect(plan.waitMs).toBeLessThanOrEqual(Math.max(900_000 * 1.2, least))
        expect(plan.maxEvents).toBeGreaterThanOrEqual(1)
        expect(plan.maxEvents).toBeLessThanOrEqual(MOST_EVENTS)
      }
    }),
  )
})
