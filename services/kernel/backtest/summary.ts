import { eventName } from '../../../schemas/events/index.ts'
import type { BacktestJob, BacktestResult } from '../../../schemas/backtest.ts'
import type { PrincipalKind } from '../../../schemas/principal.ts'

const HOUR_MS = 3_600_000

/** Pure: a result in one sentence, for a person who is about to switch the policy on. */
export function summaryOf({ from, to }: Pick<BacktestJob, 'from' | 'to'>, result: BacktestResult) {
  const { signals, events, streams, sets, incidents, notices } = result
  const when = `In ${lengthOf(to.getTime() - from.getTime())} it would have`
  const failed =
    signals.failed === 0 ? '' : ` It cannot be evaluated on ${number(signals.failed, 'signal')}.`
  if (signals.matched === 0)
    return `${when} done nothing: of ${number(signals.about, 'signal')} of its types none matched.${failed}`
  const does = [
    ...(events.total === 0
      ? []
      : [
          `told ${number(streams, 'app-stream')} ${typesIn(result)} about ${whoIn(result)} (${number(sets.told, 'SET')})`,
        ]),
    ...Object.entries(incidents).map(
      ([severity, n]) => `raised incidents to ${severity} ${number(n, 'time')}`,
    ),
    ...Object.entries(notices).map(([channel, n]) => `notified ${channel} ${number(n, 'time')}`),
  ]
  return `${when} ${does.join(', ')}.${failed}`
}

const number = (n: number, one: string): string =>
  `${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`

function lengthOf(ms: number): string {
  const hours = Math.round(ms / HOUR_MS)
  return hours >= 48 ? number(Math.round(hours / 24), 'day') : number(Math.max(1, hours), 'hour')
}

const typesIn = ({ events: { byType } }: BacktestResult): string =>
  Object.keys(byType).map(eventName).join(', ')

const WORDS: Readonly<Partial<Record<PrincipalKind, string>>> = {
  service_account: 'service account',
  org_unit: 'organisational unit',
}

/** `14 users and 2 devices`. */
function whoIn({ principals: { total, byKind } }: BacktestResult): string {
  const kinds = Object.entries(byKind) as [PrincipalKind, number][] // the keys of a record by kind
  const known = kinds.map(([kind, n]) => number(n, WORDS[kind] ?? kind))
  const rest = total - kinds.reduce((sum, [, n]) => sum + n, 0)
  return [...known, ...(rest > 0 ? [number(rest, 'subject')] : [])].join(' and ')
}
