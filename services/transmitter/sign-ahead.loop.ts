import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import type { Unsigned } from '../kernel/store/signed-ahead.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import type { Engine } from './engine/engine.loop.ts'
import { madeFor, signNext } from './sign-ahead.ts'

/** How often streams are looked at that have nothing to sign; those that have are looked at again at once. */
const EVERY_MS = 500
/** SETs of one stream before it is another's turn. */
const TURN = 64
/** SETs signed and not handed out: of one stream, about a hundred megabytes; and of all, as far as one process can tell. */
const MOST_OF_A_STREAM = 100_000
const MOST_OF_ALL = 400_000
/** Who did not poll for so long has its SETs signed when it does. */
const USED_WITHIN_MS = 86_400_000
/** While pushes are being signed, they go first, but not for ever. */
const BREATH_MS = 2
const MAX_BREATHS = 20

export type SignAheadDeps = Pick<Deps, 'store' | 'signer' | 'clock' | 'log' | 'config'> & {
  engine: Pick<Engine, 'held'>
}

/**
 * Signs what poll streams are owed before anybody asks, so that a poll reads ready bytes: RSA is most of what a SET costs.
 * Streams of the shards that this process drives, in turns. A poll that finds nothing ready signs by itself.
 */
export async function signAhead(deps: SignAheadDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  while (!signal.aborted) {
    const isMore = await round(deps, signal).catch((error: unknown) => {
      log.warn({ reason: errorText(error) }, 'SETs not signed ahead, next round follows')
      return false
    })
    if (!isMore) await clock.sleep(EVERY_MS, signal)
  }
}

/** One turn of each stream; true where a stream has more to sign. */
async function round(deps: SignAheadDeps, signal: AbortSignal): Promise<boolean> {
  const { store, engine, clock } = deps
  const shards = engine.held()
  if (shards === undefined || shards.length === 0) return false
  const usedSince = new Date(clock.now().getTime() - USED_WITHIN_MS)
  const places = await store.signedAhead.unsigned(shards, usedSince, MOST_OF_A_STREAM)
  const streams = new Map(
    (await store.streams.byIds(places.map(({ streamId }) => streamId))).map((one) => [one.id, one]),
  )
  let room = MOST_OF_ALL - places.reduce((sum, { ahead }) => sum + ahead, 0)
  let isMore = false
  for (const place of places) {
    const stream = streams.get(place.streamId)
    if (signal.aborted || room <= 0) return false
    if (stream === undefined) continue
    room -= TURN
    isMore = (await turn(stream, place, deps)) || isMore
  }
  return isMore
}

/** True where the stream got on. */
async function turn(stream: StreamRecord, place: Unsigned, deps: SignAheadDeps): Promise<boolean> {
  const wanted = await madeFor(stream, deps)
  if (place.signedFor !== wanted) {
    await deps.store.signedAhead.anew(stream.id, wanted)
    return true
  }
  const breathe = () => letPushesPass(deps)
  return signNext(stream, place, TURN, { ...deps, breathe })
}

async function letPushesPass({ signer, clock }: SignAheadDeps): Promise<void> {
  const never = new AbortController().signal
  for (let breath = 0; breath < MAX_BREATHS && signer.underWay() > 0; breath++)
    await clock.sleep(BREATH_MS, never)
}
