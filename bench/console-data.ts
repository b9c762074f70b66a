import { personId } from './console-ids.ts'
import { fillStory } from './console-story.ts'
import { analyzeFilled } from './history.ts'
import { EVENT } from './streams.ts'
import type { Stage } from './stage.ts'

// What is in a hub's database after months at work, made by SQL: the measure is of reading it.

export type Size = { streams: number; events: number; principals: number }

/** Something of each kind to look at. */
export type Filled = {
  streamId: string
  subscriberId: string
  eventId: string
  signalId: string
  principalId: string
  txn: string
}

export async function fillConsole(stage: Stage, { events, principals }: Size): Promise<Filled> {
  const { sql, streamIds } = stage
  await stage.store.sources.create({
    id: 'okta-prod',
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: ['a secret of the bench, long enough'],
  })
  await sql.query(PRINCIPALS, [principals])
  await sql.query(IDENTIFIERS)
  await sql.query(TERMS)
  await sql.query(SIGNALS, [events, EVENT, principals])
  await sql.query(EVENTS)
  await sql.query(DELIVERIES, [streamIds])
  await sql.query(HEADS)
  for (const statement of STATES) await sql.query(statement)
  await fillStory(stage, Math.min(5_000, principals))
  await analyzeFilled(sql)
  const { rows } = await sql.query<Filled>(SOME)
  const [some] = rows
  if (!some) throw new Error('nothing was filled in')
  return some
}

const SUBJECT = `'{"format":"email","email":"jane.doe.' || n || '@example.com"}'`
const KEY = `'email:jane.doe.' || n || '@example.com'`

const PRINCIPALS = `
insert into principal (id, tenant_id, kind, display_name, created_at)
select ${personId('n')}, 'default', 'user', 'Jane Doe ' || n, now() from generate_series(1, $1::int) as n`

const IDENTIFIERS = `
insert into identifier (tenant_id, key, base, subject, principal_id, origin, reason, linked_at)
select 'default', 'user:' || ${KEY}, null, ${SUBJECT}, id, 'import', 'imported by an operator', now()
from (select id, substr(display_name, 10) as n from principal) p`

const TERMS = `
insert into principal_term (tenant_id, term, principal_id)
select 'default', 'jane.doe.' || substr(display_name, 10) || '@example.com', id from principal
union all select 'default', 'jane doe ' || substr(display_name, 10), id from principal`

/** Ten a second, back from now; one in fifty is the console's, one in ten a hint. */
const SIGNALS = `
insert into signal (id, source_id, dedupe_key, type, subject, subject_key, order_key, principal_id, payload, txn, certainty,
  occurred_at, received_at, routed_at, decisions)
select uuidv7(-ago), case when i % 50 = 0 then 'console' else 'okta-prod' end, 'd' || i, $2, ${SUBJECT}, ${KEY}, ${KEY}, ${personId('n')},
  '{"event_timestamp":1790000000,"initiating_entity":"admin","reason_admin":{"en":"Stolen laptop"}}', 'txn-' || i,
  case when i % 10 = 0 then 'hint' else 'proven' end, now() - ago, now() - ago, now() - ago, '[]'
from (select i, i % $3::int + 1 as n, i * interval '100 milliseconds' as ago from generate_series(1, $1::int) as i) given`

const EVENTS = `
insert into event (id, signal_id, type, subject, subject_key, order_key, principal_id, terms, payload, txn, because, accepted_at, fanned_out_at)
select id, id, type, subject, subject_key, order_key, principal_id, array['=' || subject_key], payload, txn,
  '{"policyId":"relay","policyVersion":1,"rule":"relay","reason":"passed on"}', received_at, received_at from signal`

/** Each event went to one stream; the streams took them in turn. */
const DELIVERIES = `
insert into delivery (stream_id, seq, event_id, at)
select ($1::text[])[(n - 1) % cardinality($1::text[]) + 1], (n - 1) / cardinality($1::text[]) + 1, id, accepted_at
from (select id, accepted_at, row_number() over (order by id) as n from event) numbered`

const HEADS = `
update stream_head h set next_seq = d.last + 1 from (select stream_id, max(seq) as last from delivery group by stream_id) d
where d.stream_id = h.stream_id`

/** Most is acknowledged; some streams fail, wait, are paused, have dead letters; alerts and incidents are as many as in a bad year. */
const STATES = [
  `update stream_cursor c set acked_seq = h.next_seq - 1, acked_at = now() from stream_head h where h.stream_id = c.stream_id`,
  `update stream_cursor set acked_seq = greatest(0, acked_seq - 20), fail_since = now() - interval '1 hour',
     next_at = now() + interval '1 day', fails = 9, last_failure = 'HTTP 503' where hashtext(stream_id) % 20 = 0`,
  `update stream set status = 'paused', status_reason = 'a window' where hashtext(id) % 50 = 1`,
  `insert into attempt (stream_id, seq, jti, outcome, http_status, duration_ms, reused, remote, at)
     select stream_id, seq, md5(event_id || stream_id), 'accepted', 202, 5, true, '127.0.0.1', at from delivery
     where seq % 5 = 0`,
  `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, err, description)
     select stream_id, seq, event_id, md5(event_id || stream_id), 'dead', 'e30', 'invalid_request', 'unknown subject'
     from delivery where hashtext(stream_id) % 20 = 2 and seq <= 40`,
  `insert into alert (id, kind, target, text, since, last_seen_at, resolved_at)
     select uuidv7(), 'stream-failing', 'stream:' || i, 'Stream fails', now(), now(), case when i > 500 then now() end
     from generate_series(1, 20000) as i`,
  `insert into pulse (minute, process, signals, events, delivered, failed, took)
     select date_trunc('minute', now()) - n * interval '1 minute', uuidv7(), 600, 600, 600, 3, array_fill(30::bigint, array[20])
     from generate_series(0, 1440) as n`,
  `insert into incident (id, tenant_id, txn, severity, severity_rank, state, signals, facts, first_signal_at, last_signal_at, opened_at)
     select uuidv7(), 'default', 'txn-' || i, 'high', 3, case when i > 500 then 'closed' else 'open' end, 1, 1, now(), now(), now()
     from generate_series(1, 20000) as i`,
]

const SOME = `
select e.txn, e.id as "eventId", e.signal_id as "signalId", d.stream_id as "streamId", s.subscriber_id as "subscriberId",
  (select id from principal limit 1) as "principalId"
from delivery d join event e on e.id = d.event_id join stream s on s.id = d.stream_id
join delivery_exception x on x.stream_id = d.stream_id and x.seq = d.seq limit 1`
