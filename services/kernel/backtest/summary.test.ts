import { expect, test } from 'vitest'
import { uriOf } from '../../../schemas/events/index.ts'
import type { BacktestResult } from '../../../schemas/backtest.ts'
import { emptyResult } from './result.ts'
import { summaryOf } from './summary.ts'

const week = { from: new Date('2026-11-17T10:00:00Z'), to: new Date('2026-11-24T10:00:00Z') }
const result = (changes: Partial<BacktestResult>): BacktestResult => ({
  ...emptyResult(week),
  ...changes,
})

test('a result is told in a sentence', () => {
  const told = result({
    signals: { seen: 90_000, about: 40, matched: 14, failed: 0 },
    principals: { total: 17, byKind: { user: 14, service_account: 1 } },
    events: {
      ...emptyResult(week).events,
      total: 14,
      byType: { [uriOf('session-revoked')]: { events: 14, sets: 2_968 } },
    },
    streams: 212,
    sets: { told: 2_968, suppressed: 0 },
    notices: { soc: 1 },
  })
  expect(summaryOf(week, told)).toBe(
    'In 7 days it would have told 212 app-streams session-revoked about 14 users and 1 service account and 2 subjects (2,968 SETs), notified soc 1 time.',
  )
})

test('so is that nothing would have happened, and that it could not be found out', () => {
  const nothing = result({ signals: { seen: 9, about: 3, matched: 0, failed: 1 } })
  expect(summaryOf({ ...week, from: new Date('2026-11-24T09:00:00Z') }, nothing)).toBe(
    'In 1 hour it would have done nothing: of 3 signals of its types none matched. It cannot be evaluated on 1 signal.',
  )
})
