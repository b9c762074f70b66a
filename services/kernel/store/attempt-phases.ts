// How an attempt's phases stand in their column: dns, connect, TLS, first byte, body.
import type { Phases } from '../../../schemas/delivery.ts'

/** As PostgreSQL reads an array. */
export function toReals(phases: Phases | null): string | null {
  if (!phases) return null
  const { dnsMs, connectMs, tlsMs, firstByteMs, bodyMs } = phases
  return `{${real(dnsMs)},${real(connectMs)},${real(tlsMs)},${real(firstByteMs)},${real(bodyMs)}}`
}

const real = (ms: number | undefined): string => (ms === undefined ? 'NULL' : String(ms))

export function fromReals(column: readonly (number | null)[] | null): Phases | null {
  if (!column) return null
  const [dnsMs, connectMs, tlsMs, firstByteMs, bodyMs] = column
  const all = { dnsMs, connectMs, tlsMs, firstByteMs, bodyMs }
  return Object.fromEntries(Object.entries(all).filter(([, ms]) => ms !== null && ms !== undefined))
}
