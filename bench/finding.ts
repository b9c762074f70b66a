import type { Site } from './site.ts'

/** One line of the table. */
export type Finding = {
  scenario: string
  value: number
  unit: string
  /** What the same machine reached in the same run without the hub, or the hub without the burden. */
  limit: number
  ratio: number
  target: string
  holds: boolean
  /** What it cost, and what else was seen. */
  detail?: Record<string, number | string>
}

export type Scenario = {
  name: string
  run(site: Site): Promise<Finding[]>
}

type Measured = Pick<Finding, 'scenario' | 'value' | 'unit' | 'limit' | 'detail'>

/** More is better: the value must reach so much of the limit. */
export const atLeast = (share: number, measured: Measured): Finding => {
  const ratio = measured.value / measured.limit
  return { ...measured, ratio, target: `≥ ${share.toFixed(2)}`, holds: ratio >= share }
}

/** Less is better: the value may be so many times the limit. */
export const atMost = (times: number, measured: Measured): Finding => {
  const ratio = measured.value / measured.limit
  return { ...measured, ratio, target: `≤ ${String(times)} ×`, holds: ratio <= times }
}

/** Of a scenario that did not come to its end: the others are measured all the same. */
export const broken = (scenario: string, error: unknown): Finding => ({
  scenario,
  value: NaN,
  unit: '',
  limit: NaN,
  ratio: NaN,
  target: 'an end',
  holds: false,
  detail: { failed: String(error) },
})

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return quantile(sorted, 0.5)
}

/** Of sorted values; `share` from 0 to 1. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
