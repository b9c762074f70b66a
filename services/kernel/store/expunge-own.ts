// Takes the content out of what is about somebody: writes of signal, signal_original, parked_signal, channel_notice, event, parked_event, delivery_exception,
// attempt, enforcement, suppression and incident_note. That there was something, when, and how it went stays.
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import { setIdOf } from '../ids.ts'
import type { Sql } from './database.ts'
import { HELD } from './expunge-open.ts'
import type { Subject } from './expunge-who.ts'
import { forgetSignedEvents, holdSigned } from './signed-ahead.ts'

/** Where the next part begins. */
export type Place = { principalId: string; after: string }
export type Part = { done: number; last: Place | undefined }

/** What stands for somebody who was erased: the same for all that was about them. */
const pseudonymOf = ({ id }: Subject) => {
  const subject = { format: 'opaque', id: `expunged:${id}` }
  return {
    subject: JSON.stringify(subject),
    key: canonicalSubjectKey(subject),
    terms: termsOf(subject),
  }
}

/** Held signals: nobody decides on them any more. */
export async function expungeHeld(sql: Sql, who: Subject, now: Date): Promise<number> {
  const { rows } = await sql.query<{ id: string }>(
    `select s.id from ${HELD} and $1::uuid[] is not null for update`,
    [who.principalIds, who.tenantId, who.orderKeys],
  )
  await emptySignals(sql, rows, { who, now })
  return rows.length
}

/** The next signals that a router decided on. Index signal(principal_id, id). */
export async function expungeSignals(
  sql: Sql,
  who: Subject,
  { from, limit, now }: { from: Place; limit: number; now: Date },
): Promise<Part> {
  const { rows } = await sql.query<Row>(NEXT('signal'), [
    who.principalIds,
    from.principalId,
    from.after,
    limit,
  ])
  await emptySignals(sql, rows, { who, now })
  return partOf(rows, limit)
}

type Row = { id: string; principal_id: string }

const NEXT = (table: 'signal' | 'event') => `
select id, principal_id from ${table} where principal_id = any($1::uuid[]) and (principal_id, id) > ($2, $3)
  and expunged_at is null order by principal_id, id limit $4 for update`

function partOf(rows: readonly Row[], limit: number): Part {
  const last = rows.length === limit ? rows.at(-1) : undefined
  return { done: rows.length, last: last && { principalId: last.principal_id, after: last.id } }
}

async function emptySignals(
  sql: Sql,
  rows: readonly { id: string }[],
  { who, now }: { who: Subject; now: Date },
): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const { subject, key } = pseudonymOf(who)
  await sql.query('delete from parked_signal where signal_id = any($1::uuid[])', [ids])
  await sql.query('delete from channel_notice where signal_id = any($1::uuid[])', [ids])
  await sql.query(
    'delete from signal_original where id in (select original_id from signal where id = any($1::uuid[]))',
    [ids],
  )
  await sql.query(
    `update signal set subject = $2, subject_key = $3, order_key = $4::uuid::text, payload = '{}', known_as = null, original_id = null,
       vendor_type = case when vendor_type like 'revocation %' then null else vendor_type end,
       held = false, routed_at = coalesce(routed_at, $5), principal_id = coalesce(principal_id, $4::uuid), expunged_at = $5
     where id = any($1::uuid[])`,
    [ids, subject, key, who.id, now],
  )
}

/** The next events, and all that their deliveries keep. Indexes event(principal_id, id), delivery(event_id), attempt(stream_id, jti). */
export async function expungeEvents(
  sql: Sql,
  who: Subject,
  { from, limit, now }: { from: Place; limit: number; now: Date },
): Promise<Part & { withdrawn: number }> {
  const { rows } = await sql.query<Row>(NEXT('event'), [
    who.principalIds,
    from.principalId,
    from.after,
    limit,
  ])
  if (rows.length === 0) return { ...partOf(rows, limit), withdrawn: 0 }
  const ids = rows.map(({ id }) => id)
  await sql.query('delete from parked_event where event_id = any($1::uuid[])', [ids])
  const withdrawn = await emptyDeliveries(sql, ids, now)
  const { subject, key, terms } = pseudonymOf(who)
  await sql.query(
    `delete from suppression s using event e join delivery d on d.event_id = e.id
     where e.id = any($1::uuid[]) and s.stream_id = d.stream_id and s.key = e.suppress_key`,
    [ids],
  )
  await sql.query(
    `update event set subject = $2, subject_key = $3, order_key = $4, terms = $5, payload = '{}', names = null,
       suppress_key = null, suppress_seconds = null, expunged_at = $6, fanned_out_at = coalesce(fanned_out_at, $6),
       held_for = case when fanned_out_at is null then 'discarded' else held_for end
     where id = any($1::uuid[])`,
    [ids, subject, key, who.id, terms, now],
  )
  return { ...partOf(rows, limit), withdrawn }
}

/** Answers how many SETs nobody will be sent any more. */
async function emptyDeliveries(sql: Sql, eventIds: readonly string[], now: Date): Promise<number> {
  const { rows } = await sql.query<{ event_id: string; stream_id: string }>(
    'select distinct event_id, stream_id from delivery where event_id = any($1::uuid[])',
    [eventIds],
  )
  const jtis = rows.map((row) => setIdOf(row.event_id, row.stream_id))
  const columns = [rows.map((row) => row.event_id), rows.map((row) => row.stream_id), jtis]
  await holdSigned(sql, eventIds)
  const { rowCount } = await sql.query(WITHDRAW, [...columns, now])
  await forgetSignedEvents(sql, eventIds)
  await sql.query(
    `update delivery_exception x set state = 'expunged', jws = '', kid = null, err = null, description = null
     from delivery d where d.event_id = any($1::uuid[]) and x.stream_id = d.stream_id and x.seq = d.seq`,
    [eventIds],
  )
  await sql.query(
    `update attempt a set description = null, response = null from unnest($1::text[], $2::text[]) as d(stream_id, jti)
     where a.stream_id = d.stream_id and a.jti = d.jti and (a.description is not null or a.response is not null)`,
    [rows.map((row) => row.stream_id), jtis],
  )
  await sql.query('update enforcement set note = null where event_id = any($1::uuid[])', [eventIds])
  return rowCount ?? 0
}

/** What is owed and was never tried gets a row that says why it does not go out. */
const WITHDRAW = `
insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, at)
select d.stream_id, d.seq, d.event_id, g.jti, 'expunged', '', $4
from unnest($1::uuid[], $2::text[], $3::text[]) as g(event_id, stream_id, jti)
join delivery d on d.event_id = g.event_id and d.stream_id = g.stream_id
join stream_cursor c on c.stream_id = d.stream_id
where d.seq > c.acked_seq and d.seq <> all(c.ahead) on conflict do nothing`

/** What was written about incidents that are about nobody else. */
export async function expungeNotes(sql: Sql, who: Subject): Promise<number> {
  const { rowCount } = await sql.query(
    `update incident_note n set text = 'expunged' where n.kind = 'comment' and n.text <> 'expunged' and n.incident_id in (
       select incident_id from incident_principal where principal_id = any($1::uuid[]))
     and not exists (
       select from incident_principal o where o.incident_id = n.incident_id and o.principal_id <> all($1::uuid[]))`,
    [who.principalIds],
  )
  return rowCount ?? 0
}
