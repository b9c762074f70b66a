import type { PollRequest } from '../../schemas/poll.ts'
import type { Deps } from '../kernel/deps.ts'
import { noIdentifier } from '../kernel/identity/subject-formats.ts'
import type { KeptSet, PollPlace, Served, SetRefusal } from '../kernel/store/polls.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import { writeClaims } from './claims.ts'
import { madeFor, signAgain, signNext, type SigningDeps } from './sign-ahead.ts'

/** SETs in one answer where the request names no number: about 100 kB, which every HTTP client takes. */
const USUAL_SETS = 100
/** And at the most, whatever it names: about a megabyte. */
const MAX_SETS = 1_000

/** `isEmpty`: neither a SET nor word of one. */
export type PollAnswer = { json: string; isEmpty: boolean }

export type PollDeps = SigningDeps & Pick<Deps, 'clock'>

/** What one poll says and asks for. */
type Asked = { acks: readonly string[]; refusals: readonly SetRefusal[]; limit: number }

/** Looks at the stream for one answer: what others do meanwhile, and places that have nothing to tell, cost one each. */
const MAX_LOOKS = 20

/**
 * What is there now: first what was handed out and not acknowledged, byte for byte, then new SETs. Acknowledgements and
 * refusals take effect before anything is selected (RFC 8936 §2.4).
 */
export async function answerPoll(
  stream: StreamRecord,
  { ack, setErrs, maxEvents = USUAL_SETS }: PollRequest,
  deps: PollDeps,
): Promise<PollAnswer> {
  const refusals = Object.entries(setErrs).map(([jti, { err, description = null }]) => ({
    jti,
    err,
    description,
  }))
  let asked: Asked = { acks: ack, refusals, limit: Math.min(maxEvents, MAX_SETS) }
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const next = await step(stream, asked, deps)
    if ('json' in next) return next
    asked = next
  }
  return answer([], true)
}

/** Pure: whether a poll settles all that is handed out beyond the acknowledged place, nothing, or some of it. */
function settledBy({ acks, refusals }: Asked, { window }: PollPlace): 'all' | 'none' | 'some' {
  const acknowledged = new Set(acks)
  if (refusals.length === 0 && window.every((jti) => acknowledged.has(jti))) return 'all'
  return acks.length + refusals.length === 0 ? 'none' : 'some'
}

/** An answer, or what is still asked for: then the stream is to be looked at again. */
async function step(
  stream: StreamRecord,
  asked: Asked,
  deps: PollDeps,
): Promise<PollAnswer | Asked> {
  const place = await deps.store.polls.look(stream.id)
  if (!place) return answer([], false)
  const settled = settledBy(asked, place)
  const isOfOthers = place.hasOthers && asked.acks.length > place.window.length
  if (settled === 'some' || isOfOthers) return settle(stream, asked, deps)
  return give(stream, asked, { place, from: settled === 'all' ? place.served : place.acked }, deps)
}

/** What is there beyond a place, up to which all is acknowledged from now on. */
async function give(
  stream: StreamRecord,
  asked: Asked,
  at: Pick<Turn, 'place' | 'from'>,
  deps: PollDeps,
): Promise<PollAnswer | Asked> {
  const isEnabled = stream.status === 'enabled'
  const others = at.place.hasOthers ? await othersOf(stream, asked.limit, deps) : []
  const kept = others.slice(0, asked.limit)
  const turn = { ...at, limit: isEnabled ? asked.limit - kept.length : 0 }
  if (turn.limit > 0 && (await prepare(stream, turn, deps))) return asked
  const served = await handOut(stream, turn, deps)
  if (!served) return asked
  if (!served.isTold) return settle(stream, { ...asked, acks: [] }, deps)
  const isMore = others.length > kept.length || (isEnabled && at.place.last > served.upTo)
  return answer([...kept.map(toMember), served.members], isMore)
}

/** A PollResponse as JSON (RFC 8936 §2.3): an object of a thousand names costs more to make than all the rest of a poll. */
const answer = (members: readonly string[], isMore: boolean): PollAnswer => {
  const sets = members.filter((one) => one !== '').join(',')
  const json = `{"sets":{${sets}}${isMore ? ',"moreAvailable":true' : ''}}`
  return { json, isEmpty: sets === '' && !isMore }
}

const toMember = ({ jti, jws }: KeptSet): string => `"${jti}":"${jws}"`

/** SET by SET, also what cannot be told and fills no answer; what is asked for then is what is left. */
async function settle(
  stream: StreamRecord,
  { acks, refusals, limit }: Asked,
  { store, clock }: PollDeps,
): Promise<Asked> {
  await store.polls.bury(stream.id, noIdentifier(stream.formats))
  if (acks.length + refusals.length > 0)
    await store.polls.settle({ streamId: stream.id, acks, refusals, now: clock.now() })
  return { acks: [], refusals: [], limit }
}

/** Control SETs, and what was handed out while others beyond it were settled: one more than the limit, where there are. */
async function othersOf(stream: StreamRecord, limit: number, deps: PollDeps): Promise<KeptSet[]> {
  const isEnabled = stream.status === 'enabled'
  const wanted = { streamId: stream.id, isEnabled, limit: limit + 1 }
  await signControls(stream, wanted, deps)
  const sets = await deps.store.polls.outstanding(wanted)
  const whole = await Promise.all(
    sets.map(async (set) => (set.jws === '' ? await signAgain(stream, set, deps) : set)),
  )
  return whole.filter((set) => set !== undefined)
}

type Wanted = Parameters<PollDeps['store']['polls']['unsignedControls']>[0]

async function signControls(
  stream: StreamRecord,
  wanted: Wanted,
  { store, signer, config }: PollDeps,
): Promise<void> {
  for (const { jti, type, payload, createdAt } of await store.polls.unsignedControls(wanted)) {
    const subject = JSON.stringify({ format: 'opaque', id: stream.id })
    const claims = writeClaims(
      { type, subject, payload: JSON.stringify(payload), txn: jti },
      { iss: stream.issuer ?? config.issuer, audience: stream.audience },
      jti,
      createdAt,
    )
    await store.polls.keepControl(jti, await signer.sign(claims, stream))
  }
}

type Turn = { place: PollPlace; from: number; limit: number }

/** Signs what an answer wants and nobody has signed yet; true where something changed, and the stream is to be looked at again. */
async function prepare(
  stream: StreamRecord,
  { place, from, limit }: Turn,
  deps: PollDeps,
): Promise<boolean> {
  const { signed, served, last, epoch, since } = place
  if (last <= served) return false // nothing that is new could be handed out
  const wanted = await madeFor(stream, deps)
  if (place.signedFor !== wanted) {
    await deps.store.signedAhead.anew(stream.id, wanted)
    return true
  }
  const missing = limit - (signed - from)
  if (missing <= 0 || last <= signed) return false
  await signNext(stream, { streamId: stream.id, signed, epoch, since }, missing, deps)
  return true
}

/** Undefined where another poll was faster. */
async function handOut(
  stream: StreamRecord,
  { place, from, limit }: Turn,
  { store, clock }: PollDeps,
): Promise<Served | undefined> {
  const isNothing = from === place.acked && (limit === 0 || place.signed === from)
  if (isNothing) return { upTo: from, count: 0, members: '', isTold: true }
  return store.polls.serve(stream.id, place, { from, limit, now: clock.now() })
}
