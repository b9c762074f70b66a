import { randomBytes } from 'node:crypto'
import type { StreamStatus } from '../../../schemas/events/ssf.ts'
import type { DriveChanges } from '../../kernel/store/upstream-drives.ts'
import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import { isAnswered } from '../../kernel/upstream/health.ts'
import { isGone } from '../../kernel/upstream/stream-calls.ts'
import { conform } from './conformance/run.ts'
import { connect } from './connect.ts'
import { discover } from './discover.ts'
import type { Link } from './link.ts'
import type { Step } from './next-step.ts'
import { isOwn, known, learn, marksOf, wantedStream } from './own-stream.ts'
import type { At, Linked, StepDeps, StepResult } from './step.ts'
import { applySubjects } from './subjects.ts'

/** One step of one upstream: at most a few requests to its transmitter. */
export async function takeStep(step: Step, at: At): Promise<StepResult> {
  if (step === 'discover') return discover(at)
  const { link, record } = at
  const { stream } = record.drive
  if (step === 'delete') return deleteStream(at)
  if (!link) return { ok: false, reason: 'the transmitter is not known yet' }
  if (step === 'connect') return connect({ ...at, link })
  if (step === 'conform') return conformance({ ...at, link })
  if (!stream) return { ok: false, reason: 'there is no stream yet' }
  const result = await STREAM_STEPS[step]({ ...at, link, stream })
  // It may have been deleted underneath: reading it says so.
  return !result.ok && isGone(result) && step !== 'read-stream'
    ? { ...result, changes: { ...result.changes, stream: unread(record) } }
    : result
}

type StreamStep = Exclude<Step, 'discover' | 'connect' | 'delete' | 'conform'>

const STREAM_STEPS: Readonly<Record<StreamStep, (at: Linked) => Promise<StepResult>>> = {
  update,
  'read-stream': readStream,
  'set-status': (at) => {
    const { status = 'enabled', reason } = at.record.statusWanted ?? {}
    return setStatus(at, status, reason)
  },
  'read-status': readStatus,
  enable: (at) => setStatus(at, 'enabled', 'The receiver is ready'),
  verify,
  subjects: applySubjects,
}

/** What went wrong stands in its report. */
async function conformance(at: At & { link: Link }): Promise<StepResult> {
  const run = await at.deps.store.conformanceRuns.unfinished(at.record.sourceId)
  if (run) await conform(run, { ...at, take: at.deps.take })
  return { ok: true, changes: {} }
}

const unread = ({
  drive: { stream },
}: UpstreamRecord): NonNullable<DriveChanges['stream']> | null =>
  stream ? { id: stream.id, document: stream.document } : null

async function update(at: Linked): Promise<StepResult> {
  const { record, link, stream, deps } = at
  const wanted = await wantedStream(record, deps)
  if (!wanted) return NO_SOURCE
  const answer = await link.management.updateStream(stream, wanted)
  if (!answer.ok) return answer
  await learn(record, answer.value, deps)
  return {
    ok: true,
    changes: { stream: known(answer.value, deps), appliedRevision: record.revision },
  }
}

async function readStream({ record, link, stream, deps }: Linked): Promise<StepResult> {
  const answer = await link.management.readStream(stream)
  if (isGone(answer)) return { ok: true, changes: NO_STREAM, lost: stream.id }
  if (!answer.ok) return answer
  const wanted = await wantedStream(record, deps)
  const { value } = answer
  const isAsWanted =
    value.delivery === wanted?.delivery &&
    (wanted.delivery === 'poll' || value.endpointUrl === wanted.endpointUrl)
  await learn(record, value, deps)
  return {
    ok: true,
    changes: { stream: known(value, deps), ...(isAsWanted ? {} : { appliedRevision: 0 }) },
  }
}

/** What is forgotten with a stream. */
const NO_STREAM: DriveChanges = {
  stream: null,
  status: null,
  verificationAskedAt: null,
  unansweredSince: null,
}

const NO_SOURCE: StepResult = { ok: false, reason: 'the source is gone' }

async function readStatus({ link, stream, deps }: Linked): Promise<StepResult> {
  const answer = await link.management.readStatus(stream)
  if (!answer.ok) return answer
  return { ok: true, changes: { status: { ...answer.value, readAt: deps.clock.now() } } }
}

async function setStatus(
  at: Linked,
  status: StreamStatus,
  reason: string | undefined,
): Promise<StepResult> {
  const statusSetAt = at.deps.clock.now()
  const answer = await at.link.management.setStatus(at.stream, status, reason)
  if (!answer.ok) return answer
  const read = await readStatus(at)
  return read.ok
    ? { ok: true, changes: { ...read.changes, statusSetAt } }
    : { ...read, changes: { statusSetAt } }
}

/** The state is on disk before it is sent, for its answer may be faster than this one. */
async function verify({ record, link, stream, deps }: Linked): Promise<StepResult> {
  const state = randomBytes(24).toString('base64url')
  const at = deps.clock.now()
  await deps.store.upstreamArrivals.expect({
    sourceId: record.sourceId,
    state,
    streamId: stream.id,
    at,
  })
  const answer = await link.management.askVerification(stream, state)
  if (!answer.ok) return answer
  const { unansweredSince } = record.drive
  const isOpen = unansweredSince && !isAnswered(unansweredSince, record.arrival.verifiedAskedAt)
  return {
    ok: true,
    changes: { verificationAskedAt: at, ...(isOpen ? {} : { unansweredSince: at }) },
  }
}

/** Deletes what the hub has there: its stream, and one that it may have made and not written down. */
async function deleteStream({ record, link, deps }: At): Promise<StepResult> {
  const over = { ok: true, changes: NO_STREAM, isOver: record.isRemoved } as const
  if (!link) return over
  const known = record.drive.stream
  const ids = known
    ? { ok: true as const, value: [known] }
    : await ownStreams(record, { link, deps })
  if (!ids.ok) return ids
  for (const stream of ids.value) {
    const answer = await link.management.deleteStream(stream)
    if (!answer.ok) return answer
  }
  return over
}

async function ownStreams(record: UpstreamRecord, { link, deps }: { link: Link; deps: StepDeps }) {
  const answer = await link.management.listStreams()
  if (!answer.ok) return answer
  const marks = marksOf(record.sourceId, deps)
  return { ok: true as const, value: answer.value.filter((stream) => isOwn(stream, marks)) }
}
