import { placeOf } from '../../../schemas/identity.ts'
import type { PrincipalKind } from '../../../schemas/principal.ts'
import { namesOf, type HeldName } from '../store/principals.ts'
import { reachOf } from '../store/reach.ts'
import { ownersAbove } from '../store/relations.ts'
import type { Sql } from '../store/database.ts'
import { isAbout } from './applies.ts'
import type { CompiledPolicy } from './compile.ts'
import type { Facts, Related } from './facts.ts'

/**
 * By signal, the principals that its primary one touches, of the kinds that policies about it tell of: an integration's
 * tokens, its users. `isCut`: there are more than can be found in one turn.
 */
export async function relatedTo(
  sql: Sql,
  identified: readonly Pick<Facts, 'signal' | 'principals'>[],
  policies: readonly CompiledPolicy[],
): Promise<{ related: Map<string, Related[]>; isCut: boolean }> {
  const related = new Map<string, Related[]>()
  let isAnyCut = false
  for (const one of identified) {
    const { primary } = one.principals
    const kinds = kindsFor(one, policies)
    if (!primary || kinds.length === 0) continue
    const { byKind, isCut } = await reachOf(sql, primary)
    isAnyCut ||= isCut
    const found: Related[] = []
    for (const kind of kinds) found.push(...(await named(sql, kind, byKind.get(kind) ?? [])))
    related.set(one.signal.id, found)
  }
  return { related, isCut: isAnyCut }
}

function kindsFor(
  { signal, principals: { primary } }: Pick<Facts, 'signal' | 'principals'>,
  policies: readonly CompiledPolicy[],
): PrincipalKind[] {
  const emissions = policies
    .filter((policy) => isAbout(policy, signal))
    .filter(({ policy: { when } }) => !when.principals || includes(when.principals, primary?.kind))
    .flatMap((policy) => policy.emissions)
  return [
    ...new Set(
      emissions.flatMap((emission) =>
        'about' in emission && emission.about ? [emission.about.related] : [],
      ),
    ),
  ]
}

const includes = (kinds: readonly PrincipalKind[], kind: PrincipalKind | undefined): boolean =>
  kind !== undefined && kinds.includes(kind)

/** Each by the name that most receivers know; who has none, or only such as are disputed, cannot be told of. */
async function named(sql: Sql, kind: PrincipalKind, ids: readonly string[]): Promise<Related[]> {
  if (kind === 'session') return sessions(sql, ids)
  const names = await namesOf(sql, ids)
  return ids.flatMap((id) => {
    const best = bestOf(names.get(id))
    return best ? [{ id, kind, subject: best.subject }] : []
  })
}

/**
 * A session is told as a member beside its user (SSF 1.0 §3.3): a simple subject would be taken for the user's, and the
 * streams that ask for the user would not get it. One that means something at its source alone is told with its user or not.
 */
async function sessions(sql: Sql, ids: readonly string[]): Promise<Related[]> {
  const owners = await ownersAbove(sql, ids)
  const userOf = (id: string) =>
    owners.get(id)?.find((owner) => owner.kind === 'session-of-user')?.toId
  const users = ids.flatMap((id) => userOf(id) ?? [])
  const names = await namesOf(sql, [...new Set([...ids, ...users])])
  return ids.flatMap((id) => {
    const [session, user] = [bestOf(names.get(id)), bestOf(names.get(userOf(id) ?? ''))]
    const isKnown = user !== undefined && rank(user) < ONLY_AT_ITS_SOURCE
    if (!session || (!isKnown && rank(session) >= ONLY_AT_ITS_SOURCE)) return []
    const members = { ...(isKnown && { user: user.subject }), session: session.subject }
    return [{ id, kind: 'session' as const, subject: { format: 'complex', ...members } }]
  })
}

/** A disputed name may be somebody else's: it is told to nobody. */
const bestOf = (names: readonly HeldName[] = []): HeldName | undefined =>
  names.filter(({ isDisputed }) => !isDisputed).toSorted((a, b) => rank(a) - rank(b))[0]

const ONLY_AT_ITS_SOURCE = 100

/** What means the same everywhere, before what means this only at one source. */
const rank = ({ isScoped, subject }: HeldName): number =>
  placeOf({ subject }) + (isScoped ? ONLY_AT_ITS_SOURCE : 0)
