/** Pure: a time that something took: `120 ms`, `2.4 s`, `3 min`, as the language writes it. */
export function duration(ms: number, language: string): string {
  const format = (value: number, unit: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value)
  if (ms < 1_000) return format(ms, 'millisecond')
  return ms < 120_000 ? format(ms / 1_000, 'second', 1) : format(ms / 60_000, 'minute')
}
