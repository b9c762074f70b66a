import type { PollRequest, PollResponse } from '../../schemas/poll.ts'
import type { Deps } from '../kernel/deps.ts'
import { setIdOf } from '../kernel/ids.ts'
import type { KeptSet, NewPolled } from '../kernel/store/polls.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import { toClaims } from './claims.ts'

/** SETs in one answer where the request names no number, or a larger one. */
export const MAX_SETS = 100

type PollDeps = Pick<Deps, 'store' | 'signer' | 'clock'> & {
  issuerOf: (stream: StreamRecord) => string
}

/** Acknowledgements and refusals take effect before anything is selected (RFC 8936 §2.4). */
export async function settlePoll(
  stream: StreamRecord,
  { ack, setErrs }: PollRequest,
  { store, clock }: PollDeps,
): Promise<void> {
  const refusals = Object.entries(setErrs).map(([jti, { err, description = null }]) => ({
    jti,
    err,
    description,
  }))
  if (ack.length + refusals.length > 0)
    await store.polls.settle({ streamId: stream.id, acks: ack, refusals, now: clock.now() })
}

/** What is there now: first what was handed out and not acknowledged, byte for byte, then new SETs. One more than asked for tells `moreAvailable`. */
export async function collect(
  stream: StreamRecord,
  maxEvents: number,
  deps: PollDeps,
): Promise<PollResponse> {
  const wanted = Math.min(maxEvents, MAX_SETS) + 1
  await signControls(stream, wanted, deps)
  const kept = await deps.store.polls.outstanding(stream.id, wanted)
  const missing = wanted - kept.length
  const fresh =
    missing > 0 && stream.status === 'enabled' ? await handOut(stream, missing, deps) : []
  // What is said about the stream itself goes out whatever its status (SSF 1.0 §8.1.5).
  const sets =
    stream.status === 'enabled' ? [...kept, ...fresh] : kept.filter(({ isControl }) => isControl)
  return {
    sets: Object.fromEntries(sets.slice(0, wanted - 1).map(({ jti, jws }) => [jti, jws])),
    ...(sets.length >= wanted ? { moreAvailable: true as const } : {}),
  }
}

async function signControls(
  stream: StreamRecord,
  limit: number,
  { store, signer, issuerOf }: PollDeps,
): Promise<void> {
  for (const { jti, type, payload, createdAt } of await store.polls.unsignedControls(
    stream.id,
    limit,
  )) {
    const subject = { format: 'opaque', id: stream.id }
    const claims = toClaims(
      { type, subject, payload },
      { iss: issuerOf(stream), audience: stream.audience },
      jti,
      createdAt,
    )
    await store.polls.keepControl(jti, await signer.sign(claims, stream))
  }
}

/** Signs the next rows of the log and keeps them; nothing where another poll of this stream was faster. */
async function handOut(
  stream: StreamRecord,
  limit: number,
  { store, signer, issuerOf }: PollDeps,
): Promise<KeptSet[]> {
  const cursor = await store.polls.cursor(stream.id)
  if (!cursor) return []
  const rows = await store.deliveries.read(
    [{ streamId: stream.id, afterSeq: cursor.servedSeq, since: cursor.at }],
    limit,
  )
  const signed = await Promise.all(
    rows.map(async ({ event, seq, at, kept }): Promise<NewPolled> => {
      const jti = setIdOf(event.id, stream.id)
      if (kept !== null) return { jws: kept, kid: null, seq, eventId: event.id, jti, at } // failed as a push before the stream became a poll stream
      const claims = toClaims(event, { iss: issuerOf(stream), audience: stream.audience }, jti, at)
      return { ...(await signer.sign(claims, stream)), seq, eventId: event.id, jti, at }
    }),
  )
  return (await store.polls.handOut(stream.id, cursor.servedSeq, signed)) ? signed : []
}
