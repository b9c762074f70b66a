import type { Principal } from '../../schemas/principal.ts'
import { firstIdOf } from '../kernel/ids.ts'
import {
  knownKey,
  namesOf,
  ownersOf,
  ownersOfUnscoped,
  welcome,
  type HeldName,
  type Known,
} from '../kernel/store/principals.ts'
import { ownersAbove, type Owner } from '../kernel/store/relations.ts'
import type { Locks, Sql, TurnStore, Undecided } from '../kernel/store/turns.ts'
import { namesIn, newcomersIn, openCase, settledCases, type Case, type OpenCase } from './cases.ts'

/** Undecided signals in order, who they are about, and what is known of those. */
export type Assembly = {
  cases: readonly Case[]
  owners: ReadonlyMap<string, Principal>
  names: ReadonlyMap<string, readonly HeldName[]>
  above: ReadonlyMap<string, readonly Owner[]>
  locks: Locks
  /** There are more than one turn takes. */
  isCut: boolean
}

/** Signals of one turn: what is left over has its own. */
const MOST_SIGNALS = 500
/** Undecided signals older than that are not looked for under every name. */
const LOOK_BACK_MS = 7 * 86_400_000

export type AssembleDeps = { turns: TurnStore; now: Date }

/**
 * The signals of these ids with everything that must be decided before them: whatever is undecided about the same
 * principals and was stored earlier, under whatever name it came. With `welcomes`, whoever is seen for the first time becomes
 * a principal; without, undefined where somebody is new.
 */
export async function assemble(
  sql: Sql,
  ids: readonly string[],
  deps: AssembleDeps & { welcomes: boolean },
): Promise<Assembly | undefined> {
  const hinted = await deps.turns.load(sql, ids)
  if (hinted.length === 0) return NOTHING
  const first = await settle(sql, hinted, deps)
  if (!first) return undefined
  const undecided = await withEarlier(sql, first.cases, deps)
  const all = isSame(undecided, hinted) ? first : await settle(sql, undecided, deps)
  return all && { ...(await complete(sql, all)), isCut: undecided.length >= MOST_SIGNALS }
}

const NOTHING: Assembly = {
  cases: [],
  owners: new Map(),
  names: new Map(),
  above: new Map(),
  locks: { own: [], shared: [], isSharedForItself: false },
  isCut: false,
}

type Settled = { cases: Case[]; owners: Map<string, Principal> }

async function settle(
  sql: Sql,
  undecided: readonly Undecided[],
  { turns, welcomes, now }: AssembleDeps & { welcomes: boolean },
): Promise<Settled | undefined> {
  const open = undecided.map(openCase)
  const owners = await ownersIn(sql, open)
  const newcomers = newcomersIn(open, owners)
  if (newcomers.length > 0) {
    if (!welcomes) return undefined
    await welcome(turns.outside, newcomers, now) // not by `sql`: what is asked by it may be asked again
    for (const [key, owner] of await ownersIn(sql, open)) owners.set(key, owner)
  }
  const cases = settledCases(open, owners)
  return cases && { cases, owners }
}

async function ownersIn(sql: Sql, cases: readonly OpenCase[]): Promise<Map<string, Principal>> {
  const names = namesIn(cases)
  if (names.length === 0) return new Map()
  const owners = await ownersOf(sql, names)
  const missing = unscopedIn(cases).filter((name) => !owners.has(knownKey(name)))
  for (const [key, owner] of await ownersOfUnscoped(sql, missing)) owners.set(key, owner)
  return owners
}

/** Names by which an operator may mean what a source calls so. */
const unscopedIn = (cases: readonly OpenCase[]): Known[] =>
  cases.flatMap(({ undecided: { signal, scope }, mentions }) =>
    scope === ''
      ? mentions.flatMap(({ names }) =>
          names.map(({ key }) => ({ tenantId: signal.tenantId, key })),
        )
      : [],
  )

async function withEarlier(
  sql: Sql,
  cases: readonly Case[],
  { turns, now }: AssembleDeps,
): Promise<Undecided[]> {
  const hinted = cases.map(({ undecided }) => undecided)
  const principalIds = new Set(cases.flatMap(({ meant }) => meant[0]?.principal.id ?? []))
  const found = await turns.undecided(sql, {
    principalIds: [...principalIds],
    names: hinted.map(({ signal, orderKey }) => ({ tenantId: signal.tenantId, key: orderKey })),
    upTo: Math.max(0, ...hinted.map(({ place }) => place)),
    now,
    limit: MOST_SIGNALS,
  })
  const oldest = firstIdOf(new Date(now.getTime() - LOOK_BACK_MS))
  const tooOld = hinted.filter(({ signal }) => signal.id < oldest)
  const last = found.length === MOST_SIGNALS ? (found.at(-1)?.place ?? 0) : Infinity
  return [...tooOld.filter(({ place }) => place <= last), ...found].toSorted(
    (a, b) => a.place - b.place,
  )
}

const isSame = (a: readonly Undecided[], b: readonly Undecided[]): boolean =>
  a.length === b.length && a.every(({ place }, index) => place === b[index]?.place)

async function complete(sql: Sql, { cases, owners }: Settled): Promise<Omit<Assembly, 'isCut'>> {
  const members = cases.flatMap(({ meant }) => meant.map(({ principal }) => principal))
  const concerned = new Map<string, string>(
    [...members, ...owners.values()].map((one) => [one.id, one.kind]),
  )
  const ids = [...concerned.keys()]
  const names = await namesOf(sql, ids)
  const above = await ownersAbove(
    sql,
    members.filter(({ kind }) => kind === 'session' || kind === 'token').map(({ id }) => id),
  )
  for (const owner of [...above.values()].flat()) concerned.set(owner.toId, owner.toKind)
  return { cases, owners, names, above, locks: locksFor(cases, concerned) }
}

/**
 * Integrations are named beside many users: whoever decides about a user only keeps away whoever decides about the
 * integration. Tenants and groups bear on nothing unless a signal is about them.
 */
function locksFor(cases: readonly Case[], concerned: ReadonlyMap<string, string>): Locks {
  const primary = new Set<string>(cases.flatMap(({ meant }) => meant[0]?.principal.id ?? []))
  const ids = [...concerned.keys()]
  const isShared = (id: string) => SHARED.has(concerned.get(id) ?? 'user')
  const shared = ids.filter(
    (id) => isShared(id) && (concerned.get(id) === 'integration' || primary.has(id)),
  )
  return {
    own: ids.filter((id) => !isShared(id)),
    shared,
    isSharedForItself: shared.some((id) => primary.has(id)),
  }
}

const SHARED: ReadonlySet<string> = new Set<Principal['kind']>([
  'integration',
  'tenant',
  'group',
  'org_unit',
])

/** Whether whoever holds the first may go on with what needs the second. */
export const covers = (held: Locks, needed: Locks): boolean =>
  (held.isSharedForItself || !needed.isSharedForItself) &&
  isWithin(needed.own, held.own) &&
  isWithin(needed.shared, held.shared)

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  const set = new Set(all)
  return some.every((id) => set.has(id))
}
