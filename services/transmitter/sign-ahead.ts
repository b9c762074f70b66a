import { createHash } from 'node:crypto'
import type { Deps } from '../kernel/deps.ts'
import { setIdOf } from '../kernel/ids.ts'
import type { Owed } from '../kernel/store/deliveries.ts'
import type { NewSigned, SigningPlace } from '../kernel/store/signed-ahead.ts'
import type { KeptSet, Outstanding } from '../kernel/store/polls.ts'
import type { StreamRecord } from '../kernel/store/streams.ts'
import { tell } from './tell.ts'

export type SigningDeps = Pick<Deps, 'store' | 'signer'> & { config: { issuer: string } }

/** SETs that are signed at once: pushes, which share the threads, wait for no more than these. */
const SIDE_BY_SIDE = 8

/**
 * What decides a SET's bytes beside its event, as one short text: where it differs from what a stream's SETs were signed for,
 * those that nobody was handed are signed anew. The key is part of it, so that a key's replacement takes effect at once.
 */
export async function madeFor(
  stream: StreamRecord,
  { signer, config }: Pick<SigningDeps, 'signer' | 'config'>,
): Promise<string> {
  const { issuer, audience, alg, encryption, formats, tellFormats, tellIssuers } = stream
  const kid = await signer.activeKid(alg)
  const parts = [issuer ?? config.issuer, audience, kid, encryption]
  return createHash('sha256')
    .update(JSON.stringify([...parts, formats, tellFormats, tellIssuers]))
    .digest('base64url')
}

/**
 * Signs the next rows of a poll stream's log and keeps them, unless another was faster or the stream changed meanwhile; false
 * where there was nothing to read. `breathe` is called between one group of signatures and the next.
 */
export async function signNext(
  stream: StreamRecord,
  place: SigningPlace,
  limit: number,
  { breathe, ...deps }: SigningDeps & { breathe?: () => Promise<void> },
): Promise<boolean> {
  const { owed, upTo } = await deps.store.signedAhead.read(place, limit)
  if (upTo === place.signed) return false
  const sets: NewSigned[] = []
  for (let at = 0; at < owed.length; at += SIDE_BY_SIDE) {
    const group = owed.slice(at, at + SIDE_BY_SIDE)
    sets.push(...(await Promise.all(group.map((one) => signOne(stream, one, deps)))))
    await breathe?.()
  }
  await deps.store.signedAhead.keep(place, upTo, sets)
  return true
}

/** What was signed before, as a push or before it was given up, keeps its bytes. */
async function signOne(
  stream: StreamRecord,
  { event, seq, at, issuedAt, kept }: Owed,
  { signer, config }: SigningDeps,
): Promise<NewSigned> {
  const row = { seq, eventId: event.id, jti: setIdOf(event.id, stream.id), at }
  if (kept) return { ...row, jws: kept, kid: null }
  const told = tell(event, stream, { iss: config.issuer, jti: row.jti, at: issuedAt })
  return told === undefined
    ? { ...row, jws: '', kid: null }
    : { ...row, ...(await signer.sign(told, stream)) }
}

/** A SET that is handed out and whose bytes an erasure took, for they named somebody: the same event, under the same `jti`. */
export async function signAgain(
  stream: StreamRecord,
  { seq, jti }: Outstanding,
  deps: SigningDeps,
): Promise<KeptSet | undefined> {
  if (seq === null) return undefined
  const before = { streamId: stream.id, signed: seq - 1, epoch: 0, since: new Date(0) }
  const [owed] = (await deps.store.signedAhead.read(before, 1)).owed
  if (owed?.seq !== seq) return undefined
  const { jws, kid } = await signOne(stream, owed, deps)
  if (jws === '') return undefined
  return (await deps.store.polls.keepAgain(stream.id, seq, { jws, kid })) ? { jti, jws } : undefined
}
