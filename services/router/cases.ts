import { changedName, lookedUp, nameOf, type Mention, type Name } from '../../schemas/identity.ts'
import { uriOf } from '../../schemas/events/index.ts'
import type { Principal } from '../../schemas/principal.ts'
import { mentionsIn } from '../kernel/identity/mentions.ts'
import { FIRST_SEEN, knownKey, type Known, type Newcomer } from '../kernel/store/principals.ts'
import type { Undecided } from '../kernel/store/turns.ts'

export const CHANGED = uriOf('identifier-changed')

/** A mention and whom it means. */
export type Meant = Mention & {
  principal: Principal
  /** What else the source calls it: claims, believed only as far as the source has a say in them. */
  claims: readonly Name[]
  displayName: string | undefined
  /** Its new name, where the signal says that this one has changed into it. */
  becomes: Name | undefined
}

/** An undecided signal and who it is about; the first is whose access is in question. */
export type Case = { undecided: Undecided; meant: readonly Meant[] }

type Open = Mention & Pick<Meant, 'claims' | 'displayName' | 'becomes'>

/** A case of which it is not known yet whom its names mean. */
export type OpenCase = { undecided: Undecided; mentions: readonly Open[] }

/** Pure: who a signal names, and by which further names. */
export function openCase(undecided: Undecided): OpenCase {
  const { signal, scope } = undecided
  const mentions = mentionsIn(signal, scope)
  return {
    undecided,
    mentions: mentions.map((mention) => {
      const [first] = mention.names
      const said = signal.knownAs?.find(({ member }) => member === mention.member)
      const further = (said?.identifiers ?? []).flatMap(
        (subject) => nameOf(subject, mention.kind, scope) ?? [],
      )
      const claims = [...mention.names, ...further].filter(({ key }) => key !== first.key)
      const becomes = signal.type === CHANGED ? changedName(first, signal.payload) : undefined
      return { ...mention, claims, displayName: said?.displayName, becomes }
    }),
  }
}

/** Every name whose owner matters for these cases. */
export const namesIn = (cases: readonly OpenCase[]): Known[] => [
  ...new Map(
    cases.flatMap(({ undecided: { signal }, mentions }) =>
      mentions.flatMap(({ names, claims, becomes }) =>
        [...names, ...claims, ...(becomes ? [becomes] : [])].map(({ key }) => {
          const known = { tenantId: signal.tenantId, key }
          return [knownKey(known), known] as const
        }),
      ),
    ),
  ).values(),
]

/** Whom a mention means: the first of its names that count which is somebody's. */
export const meantBy = (
  mention: Mention,
  tenantId: string,
  owners: ReadonlyMap<string, Principal>,
): Principal | undefined => {
  for (const { key } of lookedUp(mention)) {
    const owner = owners.get(knownKey({ tenantId, key }))
    if (owner) return owner
  }
  return undefined
}

/** Who is seen for the first time: one for each name. */
export const newcomersIn = (
  cases: readonly OpenCase[],
  owners: ReadonlyMap<string, Principal>,
): Newcomer[] => [
  ...new Map(
    cases.flatMap(({ undecided: { signal }, mentions }) =>
      mentions.flatMap((mention) => {
        const { tenantId, sourceId } = signal
        if (meantBy(mention, tenantId, owners)) return []
        const [name] = mention.names
        const newcomer = { tenantId, name, origin: sourceId, reason: FIRST_SEEN }
        return [[knownKey({ tenantId, key: name.key }), newcomer] as const]
      }),
    ),
  ).values(),
]

/** The cases of which everybody is known; undefined where somebody is not. */
export function settledCases(
  cases: readonly OpenCase[],
  owners: ReadonlyMap<string, Principal>,
): Case[] | undefined {
  const settled = cases.map(({ undecided, mentions }) => ({
    undecided,
    meant: mentions.flatMap((mention): Meant[] => {
      const principal = meantBy(mention, undecided.signal.tenantId, owners)
      return principal ? [{ ...mention, principal }] : []
    }),
  }))
  return settled.every(({ meant }, index) => meant.length === cases[index]?.mentions.length)
    ? settled
    : undefined
}
