import { placeOf } from '../../../schemas/identity.ts'
import type { PrincipalKind } from '../../../schemas/principal.ts'
import { namesOf, type HeldName } from '../store/principals.ts'
import { reachOf } from '../store/reach.ts'
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

/** Each by the name that most receivers know; who has none cannot be told of. */
async function named(sql: Sql, kind: PrincipalKind, ids: readonly string[]): Promise<Related[]> {
  const names = await namesOf(sql, ids)
  return ids.flatMap((id) => {
    const [best] = (names.get(id) ?? []).toSorted((a, b) => rank(a) - rank(b))
    return best ? [{ id, kind, subject: best.subject }] : []
  })
}

/** What means the same everywhere, before what means this only at one source; what is disputed last. */
const rank = ({ isScoped, isDisputed, subject }: HeldName): number =>
  placeOf({ subject }) + (isScoped ? 100 : 0) + (isDisputed ? 1_000 : 0)
