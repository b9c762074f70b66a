import { newId } from '../services/kernel/ids.ts'
import type { Stage } from './stage.ts'
import { EVENT } from './streams.ts'

// Rows in bulk, as if the hub had been at work for long: written straight into the tables, for the measure is of what follows.

/** Events that are fanned out already, about as many subjects, in the order of their ids. */
export async function addEvents({ sql }: Stage, count: number, startAt: Date): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) =>
    newId(new Date(startAt.getTime() + index), 0),
  )
  await sql.query(
    `insert into event (id, signal_id, type, subject, subject_key, payload, txn, because, accepted_at, fanned_out_at, terms, order_key)
     select id, id, $2, key, key, '{"event_timestamp":1790000000,"initiating_entity":"admin","reason_admin":{"en":"Stolen laptop"}}', 'h' || n, '{}', $3, $3,
       array['=' || key], key
     from unnest($1::uuid[]) with ordinality as given(id, n)
     cross join lateral (select '{"format":"email","email":"jane.doe.' || n || '@example.com"}' as key) named`,
    [ids, EVENT, startAt],
  )
  return ids
}

/** Owes these events to each of these streams, as its first deliveries. */
export async function owe(
  { sql }: Stage,
  streamIds: readonly string[],
  eventIds: readonly string[],
): Promise<void> {
  await sql.query(
    `insert into delivery (stream_id, seq, event_id, at)
     select stream_id, n, event_id, now() from unnest($1::text[]) as s(stream_id)
     cross join unnest($2::uuid[]) with ordinality as e(event_id, n)`,
    [streamIds, eventIds],
  )
  await sql.query('update stream_head set next_seq = $2 where stream_id = any($1)', [
    streamIds,
    eventIds.length + 1,
  ])
}

/** `rows` rows of what was delivered and acknowledged long since: deliveries, and an attempt for each. */
export async function addHistory(stage: Stage, rows: number): Promise<void> {
  const { sql, streamIds } = stage
  const perStream = Math.ceil(rows / 2 / streamIds.length)
  const startAt = new Date(Date.now() - perStream)
  await owe(stage, streamIds, await addEvents(stage, perStream, startAt))
  await sql.query(
    `insert into attempt (stream_id, seq, jti, kid, outcome, http_status, duration_ms, reused, remote, at)
     select stream_id, seq, md5(stream_id || seq), 'k', 'accepted', 202, 5, true, '127.0.0.1', at from delivery`,
  )
  await sql.query(
    'update stream_cursor c set acked_seq = h.next_seq - 1, acked_at = now() from stream_head h where h.stream_id = c.stream_id',
  )
}

/**
 * So many people, each with an address and its issuer's name, by which operators find them too; and what was said of a
 * tenth of them a month ago. On disk they lie in no order that their names have.
 */
export async function addPrincipals({ sql }: Stage, count: number): Promise<void> {
  const at = new Date(Date.now() - 30 * 86_400_000)
  await sql.query(PEOPLE, [count, at])
  for (const name of NAMES) {
    await sql.query(name.identifiers, [count, at])
    await sql.query(name.terms, [count])
  }
  await sql.query(SAID, [count / 10, at, EVENT])
  await analyzeFilled(sql)
}

/** What autovacuum does: it looks at what was filled, and never at tables that are empty still, such as tomorrow's partitions. */
export async function analyzeFilled(sql: Stage['sql']): Promise<void> {
  await sql.query('select pg_stat_force_next_flush()')
  const { rows } = await sql.query<{ name: string }>(
    'select relid::regclass::text as name from pg_stat_user_tables where n_mod_since_analyze > 0',
  )
  await sql.query(`analyze ${rows.map(({ name }) => name).join()}`)
}

const PEOPLE = `
insert into principal (id, tenant_id, kind, created_at)
select md5(n::text)::uuid, 'default', 'user', $2 from generate_series(0, $1::int - 1) as n order by 1`

/** As `nameOf` writes a name's key (schemas/identity.ts). */
const NAMES = [
  {
    subject: `'{"format":"email","email":"jane.doe.' || n || '@example.com"}'`,
    term: `'jane.doe.' || n || '@example.com'`,
  },
  {
    subject: `'{"format":"iss_sub","iss":"https://directory.example.com","sub":"u' || n || '"}'`,
    term: `'u' || n`,
  },
].map(({ subject, term }) => ({
  identifiers: `
insert into identifier (tenant_id, key, subject, principal_id, origin, reason, linked_at)
select 'default', 'user:' || ${subject}, ${subject}, md5(n::text)::uuid, 'import:bench', 'imported by an operator', $2
from generate_series(0, $1::int - 1) as n order by 4`,
  terms: `
insert into principal_term (tenant_id, term, principal_id)
select 'default', ${term}, md5(n::text)::uuid from generate_series(0, $1::int - 1) as n order by 3`,
}))

const SAID = `
insert into signal (id, source_id, dedupe_key, type, subject, subject_key, order_key, payload, txn, certainty, tenant_id,
  occurred_at, received_at, routed_at, decisions, scope, principal_id)
select (lpad(to_hex((extract(epoch from $2::timestamptz) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 14))::uuid,
  'peer', 's' || n, $3, subject, subject, md5(n::text)::uuid::text, '{}', 's' || n, 'proven', 'default',
  $2, $2, $2, '[]', 'https://idp.example.com', md5(n::text)::uuid
from generate_series(0, $1::int - 1) as n
cross join lateral (select '{"format":"email","email":"jane.doe.' || n || '@example.com"}' as subject) named`
