import type { PollRequest, PollResponse } from '../../schemas/poll.ts'
import type { Deps } from '../kernel/deps.ts'
import { setIdOf } from '../kernel/ids.ts'
import type { KeptSet, NewPolled } from '../kernel/store/polls.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import { writeClaims } from './claims.ts'
import { noIdentifier } from '../kernel/identity/subject-formats.ts'
import { tell } from './tell.ts'

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
  const limit = Math.min(maxEvents, MAX_SETS) + 1
  const isEnabled = stream.status === 'enabled'
  const wanted = { streamId: stream.id, isEnabled, limit }
  await signControls(stream, wanted, deps)
  const kept = await deps.store.polls.outstanding(wanted)
  const missing = limit - kept.length
  const fresh = missing > 0 && isEnabled ? await handOut(stream, missing, deps) : NONE
  const sets = [...kept, ...fresh.sets]
  return {
    sets: Object.fromEntries(sets.slice(0, limit - 1).map(({ jti, jws }) => [jti, jws])),
    ...(sets.length >= limit || fresh.hasMore ? { moreAvailable: true as const } : {}),
  }
}

const NONE: HandedOut = { sets: [], hasMore: false }

type Wanted = Parameters<PollDeps['store']['polls']['unsignedControls']>[0]

async function signControls(
  stream: StreamRecord,
  wanted: Wanted,
  { store, signer, issuerOf }: PollDeps,
): Promise<void> {
  for (const { jti, type, payload, createdAt } of await store.polls.unsignedControls(wanted)) {
    const subject = JSON.stringify({ format: 'opaque', id: stream.id })
    const claims = writeClaims(
      { type, subject, payload: JSON.stringify(payload), txn: jti },
      { iss: issuerOf(stream), audience: stream.audience },
      jti,
      createdAt,
    )
    await store.polls.keepControl(jti, await signer.sign(claims, stream))
  }
}

/** Rounds of reading the log for one answer: what cannot be told is settled and passed over, and fills no answer. */
const MAX_ROUNDS = 20

type HandedOut = { sets: KeptSet[]; hasMore: boolean }

async function handOut(stream: StreamRecord, limit: number, deps: PollDeps): Promise<HandedOut> {
  const sets: KeptSet[] = []
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = limit - sets.length
    const next = await handOutNext(stream, wanted, deps)
    sets.push(...next.sets.filter(({ refusal }) => refusal === undefined))
    if (sets.length >= limit || !next.isFull) return { sets, hasMore: false }
  }
  return { sets, hasMore: true }
}

/** Signs the next rows of the log and keeps them; nothing where another poll of this stream was faster. `isFull`: there may be more. */
async function handOutNext(
  stream: StreamRecord,
  limit: number,
  { store, signer, issuerOf }: PollDeps,
): Promise<{ sets: NewPolled[]; isFull: boolean }> {
  const nothing = { sets: [], isFull: false }
  const cursor = await store.polls.cursor(stream.id)
  if (!cursor) return nothing
  const [part] = await store.deliveries.read(
    [{ streamId: stream.id, afterSeq: cursor.servedSeq, since: cursor.at }],
    limit,
  )
  if (!part) return nothing
  const signed = await Promise.all(
    part.owed.map(async ({ event, seq, at, issuedAt, kept }): Promise<NewPolled> => {
      const row = { seq, eventId: event.id, jti: setIdOf(event.id, stream.id), at }
      if (kept !== null) return { ...row, jws: kept, kid: null } // failed as a push before the stream became a poll stream
      const told = tell(event, stream, { iss: issuerOf(stream), jti: row.jti, at: issuedAt })
      if (!told) return { ...row, jws: '', kid: null, refusal: noIdentifier(stream.formats) }
      return { ...row, ...(await signer.sign(told, stream)) }
    }),
  )
  const range = { after: cursor.servedSeq, upTo: part.upTo }
  const isOurs = await store.polls.handOut(stream.id, range, signed)
  return isOurs ? { sets: signed, isFull: part.isFull } : nothing
}
