// Reads only: what an erasure finds of somebody, and what it waits for.
import type { Sql } from './database.ts'
import type { Subject } from './expunge-who.ts'

/** More than so many are told as so many. */
const MOST = 100_000

/**
 * Pushes under way end, and nobody goes by an event that was read before, within so long after a stream was paused
 * (owed-events.ts).
 */
const SETTLING = `interval '90 seconds'`

export type Found = {
  principals: number
  names: number
  signals: number
  events: number
  deliveries: number
}

/** What there is of somebody. Indexes signal(principal_id, id), event(principal_id, id), delivery(event_id). */
export async function countAll(sql: Sql, who: Subject): Promise<Found> {
  const { rows } = await sql.query<Record<Exclude<keyof Found, 'principals'>, string>>(COUNT, [
    who.principalIds,
    who.tenantId,
    who.orderKeys,
  ])
  const [row] = rows
  return {
    principals: who.principalIds.length,
    names: Number(row?.names),
    signals: Number(row?.signals),
    events: Number(row?.events),
    deliveries: Number(row?.deliveries),
  }
}

/** Signals that are held (their source is paused, or they are parked) are known by the name that they came with. */
export const HELD = `signal s where s.held and s.tenant_id = $2 and s.order_key = any($3::text[])`

const COUNT = `
select (select count(*) from identifier where principal_id = any($1::uuid[])) as names,
  (select count(*) from signal where principal_id = any($1::uuid[]) and expunged_at is null)
    + (select count(*) from ${HELD} and s.principal_id is null) as signals,
  (select count(*) from event where principal_id = any($1::uuid[]) and expunged_at is null) as events,
  (select count(*) from event e join delivery d on d.event_id = e.id
   where e.principal_id = any($1::uuid[]) and e.expunged_at is null) as deliveries`

/**
 * How many signals a router has yet to decide on, events are to be told, and SETs are on their way on streams that are enabled.
 * What a paused stream holds, and what waits for an operator, is not waited for: nobody could say for how long.
 */
export async function countOpen(sql: Sql, who: Subject): Promise<number> {
  const { rows } = await sql.query<{ n: string }>(OPEN, [
    who.principalIds,
    who.tenantId,
    who.orderKeys,
  ])
  return Number(rows[0]?.n)
}

const OPEN = `
select (select count(*) from unnest($3::text[]) as k(key) cross join lateral (
    select from signal where order_key = k.key and tenant_id = $2 and routed_at is null and not held offset 0) s)
  + (select count(*) from event where principal_id = any($1::uuid[]) and fanned_out_at is null and held_for is null)
  + (select count(*) from (
    select from event e join delivery d on d.event_id = e.id
    join stream t on t.id = d.stream_id join stream_cursor c on c.stream_id = d.stream_id
    left join delivery_exception x on x.stream_id = d.stream_id and x.seq = d.seq
    where e.principal_id = any($1::uuid[]) and e.expunged_at is null
      and (t.status = 'enabled' or t.updated_at > now() - ${SETTLING})
      and (d.seq > c.acked_seq and d.seq <> all(c.ahead) or x.state in ('retry', 'polled')) limit ${String(MOST)}) owed) as n`
