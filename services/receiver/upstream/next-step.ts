import { isAnswered, statusOf } from '../../kernel/upstream/health.ts'
import type { UpstreamMetadata } from '../../kernel/upstream/metadata.ts'
import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import type { UpstreamTrouble } from '../../../schemas/upstream.ts'

/** What a driver does, one at a time, in the order in which one needs the other. */
export type Step =
  | 'delete'
  | 'discover'
  | 'connect'
  | 'update'
  | 'read-stream'
  | 'set-status'
  | 'read-status'
  | 'enable'
  | 'verify'
  | 'subjects'
  | 'conform'

export type Plan = { kind: 'step'; step: Step } | { kind: 'wait'; until: Date | undefined }

export type Facts = {
  now: Date
  /** Undefined before they were read. */
  metadata: UpstreamMetadata | undefined
  /** What the stream's configuration says of these, in seconds. */
  minVerificationInterval: number
  inactivityTimeout: number | undefined
  /** Subjects wait to be added or removed. */
  hasSubjects: boolean
  /** A conformance run waits to be done. */
  hasRun: boolean
  troubles: ReadonlyMap<string, UpstreamTrouble>
  /** Somebody was told that there is no such stream. */
  isDoubted: boolean
}

/** A step and from when on it is due; `blocks`: nothing after it makes sense before it is done. */
type Due = { step: Step; at: Date; blocks?: boolean }

const DAY = 86_400
/** How often a configuration and a status are read that nobody told about. */
const READ_SECONDS = 600
/** A transmitter that pauses the stream again is not asked again at once. */
const ENABLE_AGAIN_SECONDS = 300
/** How far clocks of two processes may be apart. */
const SKEW_SECONDS = 5
const LONG_AGO = new Date(0)

/** Pure: the first step that is due; a step that failed waits, and what does not need it goes on. */
export function nextStep(record: UpstreamRecord, facts: Facts): Plan {
  let earliest: Date | undefined
  for (const { step, at, blocks = false } of stepsOf(record, facts)) {
    const due = latest(at, facts.troubles.get(step)?.nextAttemptAt)
    if (due <= facts.now) return { kind: 'step', step }
    earliest = earliest && earliest < due ? earliest : due
    if (blocks && at <= facts.now) break
  }
  return { kind: 'wait', until: earliest }
}

function stepsOf(record: UpstreamRecord, facts: Facts): Due[] {
  const { drive, settings, isRemoved } = record
  const isWanted = settings.enabled && !isRemoved
  if (isRemoved || (!isWanted && drive.stream))
    return [{ step: 'delete', at: LONG_AGO, blocks: true }]
  const conform: Due[] = facts.hasRun ? [{ step: 'conform', at: LONG_AGO }] : []
  const discover = discovery(record)
  if (!isWanted) return facts.hasRun ? [discover, ...conform] : []
  // Also where no stream can be made: the run says why.
  if (!drive.stream) return [discover, ...conform, { step: 'connect', at: LONG_AGO, blocks: true }]
  return [discover, ...upkeep(record, drive.stream, facts), ...conform]
}

function discovery({ drive: { metadata }, revision }: UpstreamRecord): Due {
  const isCurrent = metadata?.revision === revision
  const at = isCurrent ? after(metadata.readAt, DAY) : LONG_AGO
  return { step: 'discover', at, blocks: !isCurrent }
}

/** What keeps a stream as it is wanted, and shows that it works. */
function upkeep(
  record: UpstreamRecord,
  stream: NonNullable<UpstreamRecord['drive']['stream']>,
  facts: Facts,
): Due[] {
  const { drive, revision } = record
  const canVerify = facts.metadata?.verification_endpoint !== undefined && isSending(record)
  const steps: (Due | false)[] = [
    drive.appliedRevision < revision && { step: 'update', at: LONG_AGO, blocks: true },
    { step: 'read-stream', at: readDue(stream, facts) },
    ...(facts.metadata?.status_endpoint === undefined ? [] : statusSteps(record)),
    canVerify && { step: 'verify', at: verificationDue(record, facts) },
    facts.hasSubjects && { step: 'subjects', at: LONG_AGO },
  ]
  return steps.filter((step) => step !== false)
}

const statusSteps = (record: UpstreamRecord): (Due | false)[] => [
  wantsStatus(record) && { step: 'set-status', at: LONG_AGO },
  { step: 'read-status', at: statusDue(record) },
  enabling(record),
]

const readDue = (
  { readAt }: NonNullable<UpstreamRecord['drive']['stream']>,
  { isDoubted }: Facts,
): Date => (readAt && !isDoubted ? after(readAt, READ_SECONDS) : LONG_AGO)

/** Nothing is sent on a stream that is paused or disabled (SSF 1.0 §8.1.2.1), so nothing can be verified. */
const isSending = (record: UpstreamRecord): boolean =>
  (statusOf(record)?.status ?? 'enabled') === 'enabled'

const wantsStatus = ({ drive: { statusSetAt }, statusWanted }: UpstreamRecord): boolean =>
  statusWanted !== undefined && (statusSetAt === undefined || statusSetAt < statusWanted.at)

/** Soon where the transmitter told of another one (§8.1.5): perhaps to a process whose clock is a little behind. */
function statusDue({ drive: { status }, arrival: { told } }: UpstreamRecord): Date {
  if (!status) return LONG_AGO
  const isNews =
    told && told.status !== status.status && after(told.at, SKEW_SECONDS) > status.readAt
  return after(status.readAt, isNews ? 1 : READ_SECONDS)
}

/** The transmitter has paused or disabled it, nobody here wants that, and the operator has said what to do then. */
function enabling({ drive, settings, statusWanted }: UpstreamRecord): Due | false {
  const { status, statusSetAt } = drive
  if (!status || status.status === 'enabled' || settings.whenPaused !== 'enable') return false
  if (statusWanted?.status === status.status) return false
  return { step: 'enable', at: statusSetAt ? after(statusSetAt, ENABLE_AGAIN_SECONDS) : LONG_AGO }
}

function verificationDue(record: UpstreamRecord, facts: Facts): Date {
  const { settings, drive, verifyWantedAt, arrival } = record
  const asked = drive.verificationAskedAt
  if (!asked) return LONG_AGO
  const { minVerificationInterval: least, inactivityTimeout } = facts
  if (verifyWantedAt && verifyWantedAt > asked) return after(asked, least)
  // Asking counts as activity on a push stream (SSF 1.0 §8.1.1, inactivity_timeout).
  const most = inactivityTimeout === undefined ? Infinity : inactivityTimeout / 2
  const usual = Math.min(settings.verifyEverySeconds, most)
  // One that does not arrive is asked for again sooner.
  const every = isAnswered(asked, arrival.verifiedAskedAt)
    ? usual
    : Math.min(usual, settings.silentAfterSeconds)
  return after(asked, Math.max(least, every))
}

const after = (instant: Date, seconds: number): Date =>
  new Date(instant.getTime() + seconds * 1_000)

const latest = (a: Date, b: Date | undefined): Date => (b && b > a ? b : a)
