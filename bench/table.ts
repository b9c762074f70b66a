import type { Finding } from './finding.ts'

const COLUMNS = [26, 12, 14, 12, 8, 10, 6]

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(COLUMNS[index] ?? 0)))
    .join(' ')

export const heading = (): string =>
  row(['scenario', 'value', 'unit', 'limit', 'ratio', 'target', 'holds'])

/** A finding as a line of the table, its cost as a second one. */
export function line({ detail, ...one }: Finding): string {
  const numbers = [one.value, one.limit].map((value) => value.toPrecision(5))
  const cells = [one.scenario, numbers[0] ?? '', one.unit, numbers[1] ?? '', one.ratio.toFixed(3)]
  const told = row([...cells, one.target, one.holds ? 'yes' : 'NO'])
  const more = Object.entries(detail ?? {}).map(([name, value]) => `${name} ${String(value)}`)
  return more.length === 0 ? told : `${told}\n    ${more.join(' · ')}`
}
