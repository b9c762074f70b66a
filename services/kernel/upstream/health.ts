import type { UpstreamHealth } from '../../../schemas/upstream.ts'
import type { UpstreamRecord } from '../store/upstreams.ts'

export type Health = { health: UpstreamHealth; problem?: string }

type Judged = Pick<UpstreamRecord, 'isRemoved' | 'settings' | 'drive' | 'arrival'>

/** Pure: how a source's stream is, and a sentence for whoever has to look. */
export function healthOf(record: Judged, now: Date): Health {
  const { settings, drive } = record
  if (record.isRemoved) return { health: 'removing', ...lastOf(record) }
  if (!settings.enabled) return { health: 'off', ...lastOf(record) }
  if (!drive.stream) return { health: 'connecting', ...lastOf(record) }
  const { status } = drive
  if (status && status.status !== 'enabled')
    return {
      health: status.status,
      problem: `the transmitter says that the stream is ${status.status}${status.reason === undefined ? '' : `: ${status.reason}`}`,
    }
  if (isSilent(record, now))
    return { health: 'silent', problem: 'a verification that was asked for has not arrived' }
  return drive.trouble.length > 0 ? { health: 'failing', ...lastOf(record) } : { health: 'ok' }
}

/** Has a verification been asked for that should have come by now? */
export function isSilent({ settings, drive, arrival }: Judged, now: Date): boolean {
  const asked = drive.verificationAskedAt
  if (!asked || isAnswered(asked, arrival.verifiedAskedAt)) return false
  return now.getTime() - asked.getTime() > settings.silentAfterSeconds * 1_000
}

export const isAnswered = (asked: Date, answered: Date | undefined): boolean =>
  answered !== undefined && answered >= asked

const lastOf = ({ drive: { trouble } }: Judged): { problem?: string } => {
  const [worst] = trouble.toSorted((a, b) => b.failures - a.failures)
  return worst ? { problem: `${worst.step}: ${worst.last}` } : {}
}
