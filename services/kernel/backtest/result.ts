import type { BacktestJob, BacktestResult } from '../../../schemas/backtest.ts'
import { timeOfId } from '../ids.ts'
import type { Glimpse } from '../store/backtest-signals.ts'
import type { Forecast, Foretold } from './foresee.ts'

/** A result into which parts are counted. */
export type Counted = BacktestResult

/** Reasons that are told apart. */
const MOST_REASONS = 50
const OTHER_REASONS = 'other reasons'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Up to here a chart is by the hour. */
const MOST_HOURS_MS = 8 * DAY_MS

/** Nothing is counted yet; every hour or day of the time has its place. */
export function emptyResult({ from, to }: Pick<BacktestJob, 'from' | 'to'>): Counted {
  const isShort = to.getTime() - from.getTime() <= MOST_HOURS_MS
  const unitMs = isShort ? HOUR_MS : DAY_MS
  const first = Math.floor(from.getTime() / unitMs) * unitMs
  const count = Math.ceil((to.getTime() - first) / unitMs)
  return {
    signals: { seen: 0, about: 0, matched: 0, failed: 0 },
    skipped: [],
    principals: { total: 0, byKind: {} },
    events: {
      total: 0,
      byType: {},
      alsoByOthers: 0,
      needingApproval: 0,
      aboveRate: 0,
      reachingNobody: 0,
    },
    streams: 0,
    sets: { told: 0, suppressed: 0 },
    incidents: {},
    notices: {},
    buckets: {
      unit: isShort ? 'hour' : 'day',
      items: Array.from({ length: count }, (_, place) => ({
        at: new Date(first + place * unitMs),
        ...NOTHING,
      })),
    },
  }
}

const NOTHING = { signals: 0, matched: 0, events: 0, sets: 0 }

type Bucket = BacktestResult['buckets']['items'][number]

function bucketOf({ buckets: { unit, items } }: Counted, signalId: string): Bucket {
  const unitMs = unit === 'hour' ? HOUR_MS : DAY_MS
  const first = items[0]?.at.getTime() ?? 0
  return items[Math.floor((timeOfId(signalId) - first) / unitMs)] ?? { at: new Date(0), ...NOTHING }
}

/** Signals that were looked at; of these `about` are of a type that the policy looks at. */
export function countSeen(counted: Counted, seen: readonly Glimpse[], about: readonly Glimpse[]) {
  counted.signals.seen += seen.length
  counted.signals.about += about.length
  for (const { id } of seen) bucketOf(counted, id).signals += 1
  for (const { id, state } of about) if (state !== 'decided') skip(counted, NOT_DECIDED[state], id)
}

const NOT_DECIDED = {
  held: 'it is held: its source is paused, or it could not be decided on',
  undecided: 'the router has not decided on it yet',
} as const satisfies Record<Exclude<Glimpse['state'], 'decided'>, string>

function skip({ skipped }: Counted, because: string, signalId: Glimpse['id']): void {
  const known = skipped.find((one) => one.because === because)
  const place = known ?? (skipped.length < MOST_REASONS ? undefined : otherOf(skipped))
  if (place) place.signals += 1
  else skipped.push({ because, signals: 1, signalId })
}

const otherOf = (skipped: Counted['skipped']) =>
  skipped.find(({ because }) => because === OTHER_REASONS) ?? relabelled(skipped)

/** The rarest reason becomes that of all others. */
function relabelled(skipped: Counted['skipped']) {
  skipped.sort((a, b) => b.signals - a.signals)
  const last = skipped.at(-1)
  if (last) last.because = OTHER_REASONS
  return last
}

/** What the policy makes of each, but for whom and how many that reaches. */
export function countForecasts(counted: Counted, forecasts: readonly Forecast[]): void {
  for (const { facts, verdict, incidents, notices } of forecasts) {
    const { id } = facts.signal
    if (verdict.kind === 'failed') counted.signals.failed += 1
    if (verdict.kind !== 'matched') {
      skip(counted, verdict.because, id)
      continue
    }
    counted.signals.matched += 1
    bucketOf(counted, id).matched += 1
    for (const severity of incidents)
      counted.incidents[severity] = (counted.incidents[severity] ?? 0) + 1
    for (const channel of notices) counted.notices[channel] = (counted.notices[channel] ?? 0) + 1
  }
}

/** An event of the policy's own, and how many streams it reaches. */
export function countEvent(
  counted: Counted,
  { event, alsoByOthers, heldFor }: Foretold,
  reached: { told: number; suppressed: number },
): void {
  const { events, sets } = counted
  const ofType = (events.byType[event.type] ??= { events: 0, sets: 0 })
  const bucket = bucketOf(counted, event.signalId)
  events.total += 1
  ofType.events += 1
  bucket.events += 1
  if (alsoByOthers) events.alsoByOthers += 1
  if (heldFor === 'approval') events.needingApproval += 1
  if (heldFor === 'rate') {
    events.aboveRate += 1
    return
  }
  if (reached.told + reached.suppressed === 0) events.reachingNobody += 1
  ofType.sets += reached.told
  bucket.sets += reached.told
  sets.told += reached.told
  sets.suppressed += reached.suppressed
}

/** Those who are counted for the first time. */
export function countWho(counted: Counted, who: readonly Foretold['who'][]): void {
  for (const { kind } of who) {
    counted.principals.total += 1
    if (kind) counted.principals.byKind[kind] = (counted.principals.byKind[kind] ?? 0) + 1
  }
}
