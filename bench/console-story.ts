import { idOf, personId } from './console-ids.ts'
import type { Stage } from './stage.ts'

// The rest of what is in a hub's database after months at work: a breached integration with thousands of users and the incident
// about it, and all that operators did, were asked for and were told.

/** An integration with `users` grants, one of a thousand sessions each; an incident that they all are in. */
export async function fillStory({ sql }: Stage, users: number): Promise<void> {
  for (const statement of INTEGRATION) await sql.query(statement, [users])
  for (const statement of INCIDENT) await sql.query(statement, [users])
  for (const statement of WORK) await sql.query(statement)
}

export const INTEGRATION_ID = '00000000-0000-7000-8000-0000000d81f7'
export const INCIDENT_ID = '00000000-0000-7000-8000-00000000b1ea'
export const INTEGRATION_SUBJECT = { format: 'opaque', id: 'drift' }

const KEY = `'integration:opaque:drift'`

const SESSION = idOf(`'session' || n`)
const PERSON = personId('n')

const INTEGRATION = [
  `insert into principal (id, tenant_id, kind, display_name, created_at)
   select '${INTEGRATION_ID}', 'default', 'integration', 'Drift', now() where $1::int > 0`,
  `insert into identifier (tenant_id, key, base, subject, principal_id, origin, reason, linked_at)
   select 'default', ${KEY}, null, '${JSON.stringify(INTEGRATION_SUBJECT)}', '${INTEGRATION_ID}', 'import', 'imported', now() where $1::int > 0`,
  `insert into principal (id, tenant_id, kind, created_at)
   select ${SESSION}, 'default', 'session', now() from generate_series(1, $1::int) as n`,
  `insert into identifier (tenant_id, key, base, subject, principal_id, origin, reason, linked_at)
   select 'default', 'session:opaque:s' || n, null, '{"format":"opaque","id":"s' || n || '"}', ${SESSION}, 'import',
     'imported', now() from generate_series(1, $1::int) as n`,
  `insert into relation (from_id, kind, to_id, origin, first_seen_at, last_seen_at)
   select ${PERSON}, 'grant-to-integration', '${INTEGRATION_ID}'::uuid, 'import', now(), now() from generate_series(1, $1::int) as n
   union all
   select ${SESSION}, 'session-of-user', ${PERSON}, 'import', now(), now() from generate_series(1, $1::int) as n`,
]

/** The newest signals are of it. */
const INCIDENT = [
  `insert into incident (id, tenant_id, txn, severity, severity_rank, state, signals, facts, first_signal_at, last_signal_at, opened_at)
   values ('${INCIDENT_ID}', 'default', 'txn-breach', 'critical', 4, 'open', $1::int, $1::int, now() - interval '1 hour', now(), now())`,
  `insert into incident_principal (principal_id, incident_id, role, first_at, last_at)
   select ${PERSON}, '${INCIDENT_ID}'::uuid, 'strong', now(), now() from generate_series(1, $1::int) as n`,
  `insert into incident_fact (incident_id, principal_id, type, first_at, last_at, signals, sources)
   select '${INCIDENT_ID}'::uuid, ${PERSON}, 'https://schemas.openid.net/secevent/caep/event-type/session-revoked', now(), now(), 1,
     array['okta-prod'] from generate_series(1, $1::int) as n`,
  `update signal set incident_id = '${INCIDENT_ID}' where id in (select id from signal order by id desc limit $1::int)`,
  `update event set incident_id = '${INCIDENT_ID}' where id in (select id from event order by id desc limit $1::int)`,
  `insert into incident_note (id, incident_id, kind, author, text, at)
   select uuidv7(), '${INCIDENT_ID}', 'comment', 'jane', 'Looked at app ' || n, now() from generate_series(1, least($1::int, 1000)) as n`,
]

const WORK = [
  `insert into audit (seq, at, actor, action, tenant_id, target, txn, detail, hash)
   select n, now() - (200001 - n) * interval '1 minute', 'operator-' || n % 20, 'stream.update', 'default', 'stream:' || n % 5000,
     null, '{}', md5(n::text) from generate_series(1, 200000) as n`,
  `insert into job (id, kind, state, request, rate_per_second, starts_at_once, created_by, created_at, finished_at)
   select uuidv7(), (array['replay', 'redrive'])[n % 2 + 1], 'done', '{}', 100, true, 'jane', now(), now() from generate_series(1, 20000) as n`,
  `insert into approval (id, kind, tenant_id, about, summary, affected, asked_by, asked_at, expires_at, state, txn)
   select uuidv7(), 'policy', 'default', 'p' || n, 'Revokes ' || n || ' users', n, 'jane', now(), now() + interval '1 day',
     case when n <= 500 then 'open' else 'refused' end, 'txn-asked-' || n from generate_series(1, 20000) as n`,
  `insert into parked_signal (signal_id, error, tries, parked_at)
   select id, 'the policy took too long', 5, now() from signal order by id limit 20000`,
  `insert into parked_event (event_id, error, tries, parked_at)
   select id, 'the database refused it', 5, now() from event order by id limit 20000`,
  `insert into channel (name, url, sealed, created_at, updated_at)
   select 'channel-' || n, 'https://soc.example.com/' || n, 'none', now(), now() from generate_series(1, 20) as n`,
  `insert into channel_notice (id, channel, policy_id, policy_version, signal_id, tenant_id, about, text, state, created_at, next_at, settled_at)
   select uuidv7(), 'channel-' || n % 20 + 1, 'calls', 1, uuidv7(), 'default', 'jane', 'Session revoked',
     case when n % 100 = 0 then 'dead' else 'sent' end, now(), now(), now() from generate_series(1, 50000) as n`,
  `insert into link_dispute (id, tenant_id, kind, key, subject, holder_id, claimant_id, origin, reason, state, created_at, last_seen_at)
   select uuidv7(), 'default', 'suggestion', 'user:email:d' || n || '@example.com',
     '{"format":"email","email":"d' || n || '@example.com"}', ${PERSON}, ${personId('n + 1')}, 'okta-prod', 'It says so',
     case when n <= 2000 then 'open' else 'rejected' end, now(), now() from generate_series(1, 20000) as n`,
]
