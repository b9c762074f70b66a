import { expect, test } from 'vitest'
import { PLACES } from './expunge-places.ts'
import { openTestStore } from './store.fixture.ts'

// Whatever table comes, somebody has to say whether words about people may stand in it.

/** Taken out by expunge-own.ts and expunge-names.ts, row by row. */
const BY_ROW = [
  'delivery_exception.jws',
  'signed_ahead.jws',
  'backtest.rate', // numbers
  'control_set.jws',
  'directory_user.emails',
  'directory_user.external_id',
  'directory_user.user_name',
  'identifier.base',
  'identifier.key',
  'identifier.subject',
  'principal.display_name',
  'principal_term.term',
  'signal_original.sealed',
  'stream_subject_term.subject_key',
  'stream_subject_term.term',
  'upstream_subject.failure',
  'upstream_subject.subject',
  'upstream_subject.subject_key',
]

/** Whole tables about other things: keys, credentials, settings, operators and who may sign in, what the hub counts. */
const NOT_ABOUT_SUBJECTS = [
  ...[
    '_prisma_migrations',
    'directory',
    'directory_token',
    'admin_token',
    'backtest_principal',
    'backtest_stream',
    'incident_fact',
    'incident_principal',
    'oauth_client',
  ],
  ...['oauth_key', 'oauth_once', 'oauth_revocation', 'operator_session', 'operator_sign_in'],
  ...['original_key', 'policy_rate', 'relation', 'signing_key', 'source', 'stream_head'],
  ...['stream_history', 'stream_interest', 'tenant', 'token_issuer', 'upstream'],
  ...['upstream_verification', 'delivery', 'stream_cursor'],
]

/** Names that the hub or an operator gives, enumerations, addresses of systems. */
const NOT_WORDS =
  /(?:^|_)(?:id|kid|jti|type|state|status|method|kind|mode|code|actor|action|hash|salt|commitment|shape|origin|format|outcome|role|severity|author|remote|scope|certainty|alg|issuer|reason_code|shard|order|url|audience|hosts|ranges|formats|issuers|tags|events|requested|delivered|authorization|by|person|name|encryption|owner|channel|tally|held_for|metadata|server|dialect|stream|next|push_order|default_subjects|sources|sealed|token_hash|token)$/

test('every text column is looked through by an erasure, or somebody said that it holds no names', async () => {
  await using db = await openTestStore()
  const columns = await db.sql<{ at: string; table: string }>(`
    select c.relname || '.' || a.attname as at, c.relname as table
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype, 'bytea'::regtype) order by 1`)
  const searched = PLACES.flatMap(({ table, columns: names }) =>
    Object.keys(names).map((name) => `${table}.${name}`),
  )
  const left = columns
    .filter(({ table }) => !NOT_ABOUT_SUBJECTS.includes(table))
    .map(({ at }) => at)
    .filter(
      (at) =>
        !searched.includes(at) && !BY_ROW.includes(at) && !NOT_WORDS.test(at.split('.')[1] ?? ''),
    )
  expect(left).toEqual([])
  expect(columns.length).toBeGreaterThan(150)
  expect(searched.filter((at) => !columns.some((column) => column.at === at))).toEqual([])
})
