import type { StreamStatus } from '../../../schemas/events/ssf.ts'
import type { UpstreamHealth } from '../../../schemas/upstream.ts'
import type { UpstreamRecord } from '../store/upstreams.ts'

export type Health = { health: UpstreamHealth; problem?: string }

type Judged = Pick<UpstreamRecord, 'isRemoved' | 'settings' | 'drive' | 'arrival'>

/** Pure: how a source's stream is, and a sentence for whoever has to look. */
export function healthOf(record: Judged, now: Date): Health {
  const { settings, drive, isRemoved } = record
  if (isRemoved || !settings.enabled)
    return isRemoved || drive.stream ? { health: 'removing', ...lastOf(record) } : { health: 'off' }
  if (!drive.stream) return { health: 'connecting', ...lastOf(record) }
  const stopped = stoppedAs(record)
  if (stopped) return stopped
  if (isSilent(record, now))
    return { health: 'silent', problem: 'a verification that was asked for has not arrived' }
  if (drive.trouble.length > 0) return { health: 'failing', ...lastOf(record) }
  return { health: isProven(record) ? 'ok' : 'connecting' }
}

/** Pure: the status that the transmitter gives the stream: as it was read, or told since (SSF 1.0 §8.1.5). */
export function statusOf({
  drive: { status },
  arrival: { told },
}: Pick<Judged, 'drive' | 'arrival'>): { status: StreamStatus; reason?: string } | undefined {
  if (!told || !status) return status ?? told
  if (told.status === status.status) return { ...told, ...status } // where both give a reason, what was read
  return told.at > status.readAt ? told : status
}

/** Does the transmitter send nothing, by its own account? */
function stoppedAs(record: Judged): Health | undefined {
  const status = statusOf(record)
  if (!status || status.status === 'enabled') return undefined
  const reason = status.reason === undefined ? '' : `: ${status.reason}`
  return {
    health: status.status,
    problem: `the transmitter says that the stream is ${status.status}${reason}`,
  }
}

/** Has anything come on it? Where the transmitter can be asked for a verification, the first one shows. */
function isProven({ drive, arrival }: Judged): boolean {
  const canVerify = drive.metadata?.document['verification_endpoint'] !== undefined
  if (!canVerify) return drive.stream?.readAt !== undefined
  return drive.verificationAskedAt !== undefined && arrival.verifiedAt !== undefined
}

/** Have verifications been asked for, for longer than one may take, and none arrived? */
export function isSilent({ settings, drive, arrival }: Judged, now: Date): boolean {
  const since = drive.unansweredSince
  if (!since || isAnswered(since, arrival.verifiedAskedAt)) return false
  return now.getTime() - since.getTime() > settings.silentAfterSeconds * 1_000
}

/** Has one arrived that was asked for then or later? */
export const isAnswered = (since: Date, answered: Date | undefined): boolean =>
  answered !== undefined && answered >= since

const lastOf = ({ drive: { trouble } }: Judged): { problem?: string } => {
  const [worst] = trouble.toSorted((a, b) => b.failures - a.failures)
  return worst ? { problem: `${worst.step}: ${worst.last}` } : {}
}
