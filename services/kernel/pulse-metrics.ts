import type { Counter, Histogram } from 'prom-client'

/** What this process has done since it began. `took`: of what was delivered, how many in each bucket, the last without end. */
export type Totals = {
  signals: number
  events: number
  delivered: number
  failed: number
  took: number[]
}

type Counted = {
  signalsStored: Counter
  eventsMade: Counter
  attempts: Counter
  ingestToAcknowledged: Histogram
}

export async function totalsOf(counted: Counted): Promise<Totals> {
  const [signals, events, attempts, took] = await Promise.all([
    counted.signalsStored.get(),
    counted.eventsMade.get(),
    counted.attempts.get(),
    counted.ingestToAcknowledged.get(),
  ])
  const failed = attempts.values.filter(({ labels }) => labels['outcome'] !== 'accepted')
  const cumulative = took.values
    .filter(({ metricName }) => metricName?.endsWith('_bucket'))
    .map(({ value }) => value)
  return {
    signals: sum(signals.values),
    events: sum(events.values),
    delivered: cumulative.at(-1) ?? 0,
    failed: sum(failed),
    took: cumulative.map((value, index) => value - (cumulative[index - 1] ?? 0)),
  }
}

const sum = (values: readonly { value: number }[]): number =>
  values.reduce((total, { value }) => total + value, 0)

/** Which sources spoke since they were last taken, and when. */
export type Heard = { note(sourceId: string, at: Date): void; take(): ReadonlyMap<string, Date> }

export function createHeard(): Heard {
  let heard = new Map<string, Date>()
  return {
    note: (sourceId, at) => {
      heard.set(sourceId, at)
    },
    take: () => {
      const taken = heard
      heard = new Map()
      return taken
    },
  }
}
