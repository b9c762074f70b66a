// Reads signal and locks principal; a turn's outcome is written by recordDecisions in events.ts.
import type { Pool } from 'pg'
import type { Signal } from '../../../schemas/signal.ts'
import { firstIdOf, spanOf } from '../ids.ts'
import { transaction, type Sql } from './database.ts'
import type { OwedEvent, OwedEvents } from './owed-events.ts'
import { rowToSignal, type SignalRow } from './rows.ts'

/** A signal that no router has decided on. `place`: its place among all that were stored. */
export type Undecided = { signal: Signal; scope: string; orderKey: string; place: number }

export type { Sql } from './database.ts'

export type TurnStore = ReturnType<typeof createTurnStore>

/** How far back undecided signals of the same principal are looked for: older ones are left to the sweep, the oldest first. */
const LOOK_BACK_MS = 7 * 86_400_000

/**
 * A router's turn: what it takes to decide signals in order, one router at a time about a principal. What is looked up in a
 * turn goes by its own connection: a router that held one and waited for another could wait for itself.
 */
export function createTurnStore({ hot, owedEvents }: { hot: Pool; owedEvents: OwedEvents }) {
  return {
    /** For what is looked up before the turn's transaction. */
    outside: hot as Sql, // a pool runs single statements, as a connection does
    /** In one transaction; where `work` answers undefined, nothing of it counts. */
    attempt: <T>(work: (sql: Sql) => Promise<T | undefined>): Promise<T | undefined> =>
      transaction(hot, async (sql) => {
        const result = await work(sql)
        if (result === undefined) await sql.query('rollback')
        return result
      }),
    /** After the transaction: what was made need not be read by those who tell it. */
    keep: (events: readonly OwedEvent[]): void => {
      owedEvents.keep(events)
    },
    load,
    undecided,
    lock,
  }
}

/**
 * Those of `ids` that are undecided, in the order in which they were stored. By primary key: were they sought as undecided ones,
 * the planner would go through the index of all that are undecided, once for each.
 */
async function load(sql: Sql, ids: readonly string[]): Promise<Undecided[]> {
  const { rows } = await sql.query<SignalRow>({
    name: 'turn-load',
    text: `select s.* from unnest($1::uuid[]) as g(id) cross join lateral (
        select * from signal where id = g.id and id between $2::uuid and $3::uuid offset 0) s where s.routed_at is null and not s.held order by s.place`,
    values: [ids, ...spanOf(ids)],
  })
  return rows.map(toUndecided)
}

/**
 * Up to `limit` undecided signals of these principals, under whatever name each came, up to the place given, in the order
 * in which they were stored. `names`: order keys of signals of nobody that is known. Index signal_undecided.
 */
async function undecided(
  sql: Sql,
  {
    principalIds,
    names,
    upTo,
    now,
    limit,
  }: {
    principalIds: readonly string[]
    names: readonly { tenantId: string; key: string }[]
    upTo: number
    now: Date
    limit: number
  },
): Promise<Undecided[]> {
  const { rows } = await sql.query<SignalRow>({
    name: 'turn-undecided',
    text: UNDECIDED,
    values: [
      principalIds,
      names.map(({ tenantId }) => tenantId),
      names.map(({ key }) => key),
      upTo,
      firstIdOf(new Date(now.getTime() - LOOK_BACK_MS)),
      limit,
    ],
  })
  return rows.map(toUndecided)
}

/**
 * A signal's order key is what was known at its receipt: the principal, one that has become it since, or one of its names.
 * The same key may be given twice, as the principal's and as a name's.
 */
const UNDECIDED = `
with who as (
  select id from unnest($1::uuid[]) as p(id)),
key as materialized (
  select null::text as tenant_id, id::text as key from who
  union
  select null, m.id::text from who cross join lateral (
    select id from principal where merged_into = who.id offset 0) m
  union
  select i.tenant_id, i.name from who cross join lateral (
    select tenant_id, key as name from identifier where principal_id = who.id
    union all
    select tenant_id, base from identifier where principal_id = who.id and base is not null offset 0) i
  union
  select tenant_id, key from unnest($2::text[], $3::text[]) as n(tenant_id, key))
select distinct on (s.place) s.* from key cross join lateral (
  select * from signal
  where order_key = key.key collate "default" and (key.tenant_id is null or tenant_id = key.tenant_id)
    and routed_at is null and not held and place <= $4 and id >= $5::uuid
  order by place limit $6 offset 0) s
order by s.place limit $6`

/** Principals about which nobody else may decide meanwhile; of the `shared` ones only where this turn wants them for itself. */
export type Locks = {
  own: readonly string[]
  shared: readonly string[]
  isSharedForItself: boolean
}

/** Waits until they are free, in an order that is everybody's, so that no two wait for each other: its own first, by id. */
export async function lock(sql: Sql, { own, shared, isSharedForItself }: Locks): Promise<void> {
  const strength = isSharedForItself ? 'no key update' : 'share'
  const take = (name: string, how: string, ids: readonly string[]) =>
    ids.length > 0 && sql.query({ name, text: locking(how), values: [ids] })
  await Promise.all([
    take('turn-lock', 'no key update', own),
    take(`turn-${strength}`, strength, shared),
  ])
}

const locking = (strength: string) => `
select from (select distinct id from unnest($1::uuid[]) as p(id) order by id) p
cross join lateral (select from principal where id = p.id for ${strength}) locked`

const toUndecided = (row: SignalRow): Undecided => ({
  signal: rowToSignal(row),
  scope: row.scope,
  orderKey: row.order_key,
  place: Number(row.place),
})
