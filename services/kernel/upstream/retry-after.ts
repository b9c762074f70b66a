/** An hour: whoever asks for longer is asked again after it. */
const LONGEST_SECONDS = 3_600

/** Pure: the seconds that an answer asks to wait (RFC 9110 §10.2.3); a date counts from the answer's own. */
export function retryAfterSeconds({
  headers,
}: {
  headers: Readonly<Record<string, string>>
}): number | undefined {
  const value = headers['retry-after']?.trim()
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value), LONGEST_SECONDS)
  const [at, from] = [Date.parse(value), Date.parse(headers['date'] ?? '')]
  if (Number.isNaN(at) || Number.isNaN(from)) return undefined
  return Math.min(Math.max(0, Math.ceil((at - from) / 1_000)), LONGEST_SECONDS)
}
