import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uriOf } from '../../../schemas/events/index.ts'
import { Policy } from '../../../schemas/policy.ts'
import { Signal } from '../../../schemas/signal.ts'
import { newId } from '../ids.ts'
import { compile } from './compile.ts'
import { findHistory } from './history.ts'

const NOON = new Date('2026-11-24T12:00:00Z')

/** `at` is minutes from noon. */
function signal(
  type: Parameters<typeof uriOf>[0],
  at: number,
  changes: Record<string, unknown> = {},
) {
  const occurredAt = new Date(NOON.getTime() + at * 60_000)
  return Signal.parse({
    id: newId(NOON),
    sourceId: 'okta',
    dedupeKey: String(at),
    type: uriOf(type),
    subject: { format: 'opaque', id: 'ann' },
    payload: {},
    txn: 't',
    tenantId: 'default',
    occurredAt,
    receivedAt: NOON,
    certainty: 'proven',
    ...changes,
  })
}

const device = (at: number, status = 'not-compliant') =>
  signal('device-compliance-change', at, {
    payload: { previous_status: 'compliant', current_status: status },
  })
const risk = (at: number, level = 'HIGH') =>
  signal('risk-level-change', at, { payload: { principal: 'USER', current_level: level } })

function find(history: object, now: Signal, past: readonly Signal[], when: object = {}) {
  const result = compile(
    Policy.parse({
      id: 'p',
      version: 1,
      mode: 'on',
      name: 'P',
      when,
      history,
      then: [{ emit: 'session-revoked' }],
      reason: 'because',
    }),
  )
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  const found = findHistory(result.compiled, {
    signal: now,
    principals: { primary: undefined, members: {} },
    severity: 'info',
    incident: undefined,
    history: past,
    related: [],
  })
  return found.found ? found.signals : found.because
}

const STEPS = [
  {
    types: ['device-compliance-change'],
    condition: 'signal.payload.current_status == "not-compliant"',
  },
  { types: ['risk-level-change'], condition: 'signal.payload.current_level == "HIGH"' },
]

describe('"device not compliant and risk high within 10 minutes"', () => {
  const history = { within: '10m', all: STEPS }
  test.each([
    ['the risk comes last', risk(9), [device(0)]],
    ['the device comes last', device(9), [risk(0)]],
    ['at the very end of the window', risk(10), [device(0)]],
    ['others lie between', risk(9), [device(0), risk(1, 'LOW'), device(2, 'compliant')]],
    ['it arrives late, after what it preceded', device(0), [risk(9)]],
  ])('is found where %s', (_name, now, past) => {
    expect(find(history, now, past)).toHaveLength(2)
  })

  test.each([
    ['it took longer', risk(11), [device(0)]],
    ['the risk is low', risk(9, 'LOW'), [device(0)]],
    ['the device is well', risk(9), [device(0, 'compliant')]],
    ['only one of them happened', risk(9), [risk(8)]],
    ['both happened before, and this is another thing', risk(5, 'LOW'), [device(0), risk(1)]],
  ])('is not found where %s', (_name, now, past) => {
    expect(find(history, now, past)).toEqual(expect.stringContaining('not all 2'))
  })

  test('the signals that counted are told, the eldest first', () => {
    const [first, last] = [device(0), risk(9)]
    expect(find(history, last, [first])).toEqual([first, last])
  })
})

describe('a sequence', () => {
  const history = { within: '10m', sequence: STEPS }
  test('is found in its order', () => {
    expect(find(history, risk(9), [device(0)])).toHaveLength(2)
  })
  test('is not found in another', () => {
    expect(find(history, device(9), [risk(0)])).toEqual(expect.stringContaining('in this order'))
  })
  test('goes by when things happened, not by when they were heard of', () => {
    expect(find(history, device(0), [risk(9)])).toHaveLength(2)
  })
  test('of three takes those that fit into one window', () => {
    const three = { within: '10m', sequence: [...STEPS, { types: ['session-presented'] }] }
    const presented = (at: number) => signal('session-presented', at)
    expect(find(three, presented(9), [device(-5), device(1), risk(2)])).toHaveLength(3)
    expect(find(three, presented(9), [device(-5), risk(2)])).toEqual(
      expect.stringContaining('not all 3'),
    )
  })
})

describe('a count', () => {
  const failed = (at: number, changes = {}) => signal('session-presented', at, changes)
  const five = { within: '10m', count: { atLeast: 5 } }
  const when = { types: ['session-presented'] }
  test('of five in ten minutes', () => {
    expect(
      find(
        five,
        failed(8),
        [0, 2, 4, 6].map((at) => failed(at)),
        when,
      ),
    ).toHaveLength(5)
    expect(
      find(
        five,
        failed(11),
        [0, 2, 4, 6].map((at) => failed(at)),
        when,
      ),
    ).toEqual('there are not 5 signals of it within 10 min')
  })
  test('of different sources: two that agree', () => {
    const agree = { within: '10m', count: { atLeast: 2, distinct: 'source' } }
    expect(find(agree, failed(1), [failed(0)], when)).toEqual(expect.stringContaining('2 sources'))
    expect(find(agree, failed(1), [failed(0, { sourceId: 'jamf' })], when)).toHaveLength(2)
  })
  test('never counts the signal in hand twice', () => {
    const now = failed(1)
    const two = { within: '10m', count: { atLeast: 2 } }
    expect(find(two, now, [now], when)).toEqual(expect.stringContaining('not 2'))
  })
})

test('a condition over what was found is asked last', () => {
  const history = {
    within: '1h',
    sequence: [{ types: ['session-revoked'] }, { types: ['session-presented'] }],
    condition: 'signals.all(s, s.subject == signals[0].subject)',
  }
  const other = { subject: { format: 'opaque', id: 'bob' } }
  expect(
    find(history, signal('session-presented', 5), [signal('session-revoked', 0)]),
  ).toHaveLength(2)
  expect(
    find(history, signal('session-presented', 5), [signal('session-revoked', 0, other)]),
  ).toEqual('the condition of its history does not hold')
})

test('a step whose condition fails on a signal is an error, unless others make it whole', () => {
  const history = { within: '10m', all: STEPS }
  const odd = signal('risk-level-change', 3)
  expect(find(history, device(5), [odd])).toEqual(expect.stringContaining('No such key'))
  expect(find(history, device(5), [odd, risk(4)])).toHaveLength(2)
})

test('a count is found exactly where some window that holds the signal in hand has enough', () => {
  const one = fc.record({
    at: fc.integer({ min: -15, max: 15 }),
    source: fc.constantFrom('a', 'b', 'c'),
  })
  const options = fc.record({
    past: fc.array(one, { maxLength: 12 }),
    now: one,
    atLeast: fc.integer({ min: 2, max: 5 }),
    distinct: fc.constantFrom('signal', 'source'),
  })
  fc.assert(
    fc.property(options, ({ past, now, atLeast, distinct }) => {
      const presented = ({ at, source }: { at: number; source: string }) =>
        signal('session-presented', at, { sourceId: source })
      const given = [...past, now]
      const isFound = given.some(({ at: start }) => {
        if (start > now.at || now.at - start > 10) return false
        const inside = given.filter(({ at }) => at >= start && at - start <= 10)
        const size =
          distinct === 'signal' ? inside.length : new Set(inside.map(({ source }) => source)).size
        return size >= atLeast
      })
      const found = find(
        { within: '10m', count: { atLeast, distinct } },
        presented(now),
        past.map(presented),
        { types: ['session-presented'] },
      )
      expect(typeof found !== 'string').toBe(isFound)
    }),
    { numRuns: 500 },
  )
})
