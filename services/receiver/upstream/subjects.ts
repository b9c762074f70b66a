import type { UpstreamSubject } from '../../kernel/store/upstream-subjects.ts'
import type { Done } from '../../kernel/upstream/management.ts'
import type { Link } from './link.ts'
import type { Linked, At, StepResult } from './step.ts'

/** So many at a time, so that verifications and an operator's wishes come between. */
const AT_A_TIME = 50

/**
 * Tells the transmitter which subjects to add and to remove (SSF 1.0 §8.1.3), one after the other. One that it refuses for
 * good is written down and not asked again; where it cannot be asked now, all wait.
 */
export async function applySubjects({ record, link, stream, deps }: Linked): Promise<StepResult> {
  const { sourceId } = record
  const { upstreamSubjects } = deps.store
  for (const subject of await upstreamSubjects.pending(sourceId, AT_A_TIME)) {
    if (deps.signal.aborted) break
    const answer = await tell(subject, { link, stream })
    if (answer.ok) {
      await upstreamSubjects.done(sourceId, subject)
      continue
    }
    if (!isFinal(answer, link)) return answer
    await upstreamSubjects.failed(sourceId, subject, answer.reason)
    if (answer.status === 404) return unknown(record)
  }
  return { ok: true, changes: {} }
}

const tell = (
  { subject, state, verified }: UpstreamSubject,
  { link: { management }, stream }: Pick<Linked, 'link' | 'stream'>,
): Promise<Done<undefined>> =>
  state === 'adding'
    ? management.addSubject(stream, subject, verified)
    : management.removeSubject(stream, subject)

/** About this subject: bad, not allowed, not known, or nothing that this transmitter does at all. */
const isFinal = ({ status }: { status?: number }, { metadata }: Link): boolean =>
  (status !== undefined && [400, 403, 404, 422].includes(status)) ||
  (status === undefined && metadata.add_subject_endpoint === undefined)

/** 404 is about the subject, or about the stream: reading the stream tells. */
const unknown = ({ drive: { stream } }: At['record']): StepResult => ({
  ok: true,
  changes: stream ? { stream: { id: stream.id, document: stream.document } } : {},
})
