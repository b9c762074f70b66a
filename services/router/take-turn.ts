import type { Clock } from '../kernel/clock.ts'
import type { Speaker } from '../kernel/identity/authority.ts'
import type { Windows } from '../kernel/identity/stories.ts'
import { askAhead, remembering, type Asked } from '../kernel/store/ahead.ts'
import { recordDecisions, type Recorded } from '../kernel/store/events.ts'
import { recordIncidents } from '../kernel/store/incident-records.ts'
import type { Store } from '../kernel/store/index.ts'
import type { LinkPlan } from '../kernel/store/link-plan.ts'
import { end, learn } from '../kernel/store/links.ts'
import { readStateForTurn, type RouterState } from '../kernel/store/router-state.ts'
import type { Sql } from '../kernel/store/turns.ts'
import { assemble, covers, type Assembly } from './assemble.ts'
import { correlate, happeningOf } from './correlate.ts'
import type { Correlated } from './correlated.ts'
import { planLessons, type Lessons } from './lessons.ts'
import { storiesAround, withStories, type TurnDecision } from './turn-stories.ts'

export type TurnDeps = { store: Store; clock: Clock; windows: Windows }

/** A turn's signals, correlated, and the connection by which everything about them is looked up and written. */
export type Turn = {
  correlated: readonly Correlated[]
  sql: Sql
  state: RouterState
  now: Date
}

export type DecideAll = (turn: Turn) => Promise<readonly TurnDecision[]>

type Outcome = Recorded & { signals: number; isLeft: boolean }

const NOTHING: Outcome = { signals: 0, events: [], fresh: [], isLeft: false }

/** What others may change while a turn waits is looked at again; more often than that, something else is wrong. */
const MOST_TRIES = 20

/**
 * Decides those of `ids` that are undecided, and before them whatever is undecided about the same principals and was stored
 * earlier: one router at a time about a principal, so that its signals are decided in the order in which they were stored,
 * whichever router was told of which. All or nothing. What is not decided afterwards (too many, or waiting for what this turn
 * has learnt about names) takes another turn. Answers how many were decided, the events made, for the bus, and
 * whether anything is left.
 */
export async function takeTurn(
  ids: readonly string[],
  deps: TurnDeps,
  decideAll: DecideAll,
): Promise<Outcome> {
  const { turns } = deps.store
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const now = deps.clock.now()
    const { sql: outside, asked } = remembering(turns.outside)
    const before = await assemble(outside, ids, { turns, now, welcomes: true })
    if (!before) continue // a name changed hands while this looked
    if (before.cases.length === 0) return NOTHING
    const speakers = await speakersIn(before, deps)
    const outcome = await turns.attempt((sql) =>
      decideLocked({ ids, before, asked, speakers, now, sql }, deps, decideAll),
    )
    if (!outcome) continue
    turns.keep(outcome.fresh)
    return outcome
  }
  throw new Error(`turn not taken: who ${ids.length} signals are about kept changing`)
}

type Attempt = {
  ids: readonly string[]
  before: Assembly
  /** What was asked for it: most likely the same will be asked under the locks. */
  asked: readonly Asked[]
  speakers: ReadonlyMap<string, Speaker>
  now: Date
  sql: Sql
}

/** Undefined where something was changed while this waited for the locks: nothing counts, and all is looked at again. */
async function decideLocked(
  { ids, before, asked, speakers, now, sql }: Attempt,
  { store: { turns }, windows }: TurnDeps,
  decideAll: DecideAll,
): Promise<Outcome | undefined> {
  const [, assembly] = await Promise.all([
    turns.lock(sql, before.locks),
    assemble(askAhead(sql, asked), ids, { turns, now, welcomes: false }),
  ])
  if (!assembly || !covers(before.locks, assembly.locks)) return undefined
  if (assembly.cases.length === 0) return NOTHING // another turn has decided them
  const { cases, plan, absorbedBy } = planLessons(assembly, speakers)
  const happenings = cases.map((one) => happeningOf(one, assembly.above, absorbedBy(one)))
  const [stories, state] = await Promise.all([
    storiesAround(sql, happenings, windows),
    readStateForTurn(sql),
  ])
  if (!stories) return undefined
  const correlated = correlate(cases, happenings, stories)
  const decided = withStories(await decideAll({ correlated, sql, state, now }), {
    correlated,
    happenings,
    stories,
    scopes: scopesOf(cases),
  })
  const written = await Promise.all([
    recordIncidents(sql, stories.changes()),
    learn(sql, plan, now),
  ])
  if (written.includes(false)) return undefined
  const recorded = await recordDecisions(
    sql,
    decided,
    now,
    teachesNothing(plan) ? assembly : undefined,
  )
  await end(sql, plan.endings, now)
  const isLeft = assembly.isCut || cases.length < assembly.cases.length
  return { ...recorded, signals: cases.length, isLeft }
}

const scopesOf = (cases: Lessons['cases']): Map<string, string> =>
  new Map(cases.map(({ undecided: { signal, scope } }) => [signal.id, scope]))

const teachesNothing = (plan: LinkPlan): boolean =>
  Object.values(plan).every(({ length }) => length === 0)

/** The sources of these signals, as far as their word on names goes. One that is gone has no say any more. */
async function speakersIn(
  { cases }: Assembly,
  { store }: Pick<TurnDeps, 'store'>,
): Promise<Map<string, Speaker>> {
  const ids = new Set(cases.map(({ undecided: { signal } }) => signal.sourceId))
  const sources = await Promise.all([...ids].map((id) => store.sources.get(id)))
  return new Map(sources.flatMap((source) => (source ? [[source.id, source] as const] : [])))
}
