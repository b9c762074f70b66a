import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import type { Done } from '../../kernel/upstream/management.ts'
import type { WantedStream } from '../../kernel/upstream/stream-calls.ts'
import type { UpstreamStream } from '../../kernel/upstream/stream.ts'
import { offers } from '../../kernel/upstream/words.ts'
import type { Link } from './link.ts'
import { isOwn, known, learn, marksOf, wantedStream } from './own-stream.ts'
import type { At, StepResult } from './step.ts'

type Linked = At & { link: Link }

/**
 * Finds the source's stream at the transmitter, takes one over, or makes one; then its answer is held against what is
 * expected (SSF 1.0 §8.1.1.1). One that was made and not written down, for the hub was killed between, is found.
 */
export async function connect(at: Linked): Promise<StepResult> {
  const { record, link, deps } = at
  const { delivery } = record.settings
  if (!offers(link.metadata, delivery))
    return {
      ok: false,
      reason: `the transmitter does not offer ${delivery}: set delivery to the other`,
    }
  const wanted = await wantedStream(record, deps)
  if (!wanted) return { ok: false, reason: 'the source is gone' }
  const found = await findOrMake(at, wanted)
  if (!found.ok) return found
  const fault = faultOf(found.value, record, wanted)
  if (fault) return { ok: false, reason: fault }
  await learn(record, found.value, deps)
  await deps.store.upstreamSubjects.beginAnew(record.sourceId)
  return {
    ok: true,
    changes: {
      // Read once more by its id, as whoever has it does (§8.1.1.2).
      stream: { id: found.value.id, document: known(found.value, deps).document },
      appliedRevision: record.revision,
      status: null,
      verificationAskedAt: null,
      unansweredSince: null,
    },
  }
}

async function findOrMake(at: Linked, wanted: WantedStream): Promise<Done<UpstreamStream>> {
  const { record, link, deps } = at
  const { streamId } = record.settings
  if (streamId !== undefined) return link.management.updateStream({ id: streamId }, wanted)
  const listed = await link.management.listStreams()
  if (!listed.ok) return listed
  const marks = marksOf(record.sourceId, deps)
  const own = listed.value.find((stream) => isOwn(stream, marks))
  return own ? link.management.updateStream(own, wanted) : make(at, wanted, listed.value)
}

/** `others`: streams of these credentials that are not this source's. */
async function make(
  { record, link: { management, words } }: Linked,
  wanted: WantedStream,
  others: readonly UpstreamStream[],
): Promise<Done<UpstreamStream>> {
  const { adopt } = record.settings
  const [other, ...more] = others
  // Where there is one stream, making ours would replace somebody's.
  if (other && words.streams === 'one' && adopt === 'own') return taken(other)
  const made = await management.createStream(wanted)
  const isFull = !made.ok && made.status === 409 // SSF 1.0 §8.1.1.1: one stream a receiver
  if (!isFull || !other || more.length > 0) return made
  return adopt === 'any' ? management.updateStream(other, wanted) : taken(other)
}

const taken = ({ id, delivery, endpointUrl = '' }: UpstreamStream): Done<UpstreamStream> => ({
  ok: false,
  reason:
    `the transmitter has one stream for these credentials already (${id}, ${delivery} ${endpointUrl}): ` +
    'delete it there, or set adopt to "any" to take it over',
})

/** What is not as it must be; undefined where all is. */
function faultOf(
  { audience, delivery, endpointUrl }: UpstreamStream,
  { audience: expected }: UpstreamRecord,
  wanted: WantedStream,
): string | undefined {
  if (expected.length > 0 && !audience.some((name) => expected.includes(name)))
    return `the stream's aud is ${JSON.stringify(audience)}, expected was ${JSON.stringify(expected)} (SSF 1.0 §8.1.1.1.1)`
  if (delivery !== wanted.delivery)
    return `the stream is delivered by ${delivery} although ${wanted.delivery} was asked for`
  if (delivery === 'poll' && endpointUrl === undefined)
    return 'the stream has no endpoint_url to poll (SSF 1.0 §6.1.2)'
  if (delivery === 'push' && endpointUrl !== wanted.endpointUrl)
    return `the stream is pushed to ${String(endpointUrl)} instead of here`
  return undefined
}
