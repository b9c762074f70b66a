import type { components } from '../../../../../../schemas/generated/types.d.ts'

export type Overview = components['schemas']['Overview']

/** What is drawn, in the order of its lines. */
export const LINES = ['signals', 'events', 'delivered', 'failed'] as const
export type Line = (typeof LINES)[number]

/** Of each minute its time in seconds since the epoch, and of each line as many numbers. */
export type Series = { times: number[]; values: Record<Line, number[]> }

const MINUTE_S = 60
const MINUTES = 60

/** Pure: the hour that ends with this minute, with nothing where nothing happened. */
export function seriesOf(flow: Overview['flow'], now: Date): Series {
  const last = Math.floor(now.getTime() / 1_000 / MINUTE_S) * MINUTE_S
  const times = Array.from({ length: MINUTES }, (_, n) => last - (MINUTES - 1 - n) * MINUTE_S)
  const by = new Map(flow.map((one) => [new Date(one.minute).getTime() / 1_000, one]))
  const of = (line: Line) => times.map((time) => by.get(time)?.[line] ?? 0)
  return {
    times,
    values: {
      signals: of('signals'),
      events: of('events'),
      delivered: of('delivered'),
      failed: of('failed'),
    },
  }
}

/** Pure: of each line how much there was. */
export const sumsOf = ({ values }: Series): Record<Line, number> => {
  const sum = (line: Line) => values[line].reduce((total, n) => total + n, 0)
  return {
    signals: sum('signals'),
    events: sum('events'),
    delivered: sum('delivered'),
    failed: sum('failed'),
  }
}
