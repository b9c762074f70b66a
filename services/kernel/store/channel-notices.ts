// Sole writer of: channel_notice.
import type { Pool } from 'pg'
import type { Notice, NoticeQuery, ReplayNoticesRequest } from '../../../schemas/channel.ts'
import type { Told } from '../notify/notice-body.ts'
import type { Sql } from './database.ts'
import { rowToSignal, type SignalRow } from './rows.ts'

/** `about`: whom, by digest; told once in so many seconds. */
export type NewNotice = Pick<
  Notice,
  'id' | 'channel' | 'policyId' | 'policyVersion' | 'signalId' | 'tenantId' | 'text'
> & { about: string; suppressSeconds: number }

/** A notice that this process tries now. */
export type DueNotice = { notice: Notice; told: Told }

export type Outcome =
  | { state: 'delivered' }
  | { state: 'pending'; waitSeconds: number; failure: string }
  | { state: 'dead'; failure: string }

export type ChannelNoticeStore = ReturnType<typeof createChannelNoticeStore>

/** So long a notice is one process's: longer than a request may take. */
const LEASE_SECONDS = 60

export function createChannelNoticeStore({ pool }: { pool: Pool }) {
  return {
    /** Takes due ones, of each enabled channel but the busy ones as many; a dead process's come back. Index channel_notice_due. */
    claim: (ofEach: number, busy: readonly string[]): Promise<DueNotice[]> =>
      claim(pool, ofEach, busy),

    settle: (id: string, outcome: Outcome): Promise<void> => settle(pool, id, outcome),

    /** Those whose channel is gone are given up; answers how many. */
    async giveUpOrphans(): Promise<number> {
      const { rowCount } = await pool.query(
        `update channel_notice set state = 'dead', settled_at = now(), last_failure = 'There is no such channel'
         where ctid = any(array(select n.ctid from channel_notice n where n.state = 'pending'
           and not exists (select from channel where name = n.channel) limit 1000))`,
      )
      return rowCount ?? 0
    },

    async list({ channel, state, limit, after }: NoticeQuery): Promise<Notice[]> {
      const { rows } = await pool.query<Row>(
        `select * from channel_notice where ($1::text is null or channel = $1) and ($2::text is null or state = $2)
           and ($3::uuid is null or id < $3) order by id desc limit $4`,
        [channel ?? null, state ?? null, after ?? null, limit],
      )
      return rows.map(toNotice)
    },

    /** Up to a thousand that were given up, from now on. Answers how many. */
    async replay({ channel, ids }: ReplayNoticesRequest): Promise<number> {
      const { rowCount } = await pool.query(
        `update channel_notice set state = 'pending', attempts = 0, next_at = now(), settled_at = null
         where id in (select id from channel_notice where state = 'dead' and ($1::text is null or channel = $1)
           and ($2::uuid[] is null or id = any($2)) order by id limit 1000)`,
        [channel ?? null, ids ?? null],
      )
      return rowCount ?? 0
    },

    troubles: () => troubles(pool),
  }
}

/** In the transaction that decides: what is written is told, and nothing else is. A second time does nothing. */
export async function keepNotices(
  sql: Sql,
  notices: readonly NewNotice[],
  now: Date,
): Promise<void> {
  if (notices.length === 0) return
  await sql.query({
    name: 'keep-notices',
    text: KEEP,
    values: [
      notices.map(({ id }) => id),
      notices.map(({ channel }) => channel),
      notices.map(({ policyId }) => policyId),
      notices.map(({ policyVersion }) => policyVersion),
      notices.map(({ signalId }) => signalId),
      notices.map(({ tenantId }) => tenantId),
      notices.map(({ about }) => about),
      notices.map(({ text }) => text),
      notices.map(({ suppressSeconds }) => suppressSeconds),
      now,
    ],
  })
}

/** Of those of one turn about the same the first; index channel_notice_channel_policy_id_about_created_at. */
const KEEP = `
insert into channel_notice (id, channel, policy_id, policy_version, signal_id, tenant_id, about, text, created_at, next_at)
select id, channel, policy_id, policy_version, signal_id, tenant_id, about, text, $10, $10
from (
  select g.*, row_number() over (partition by channel, policy_id, about, suppress_seconds > 0 order by position) as nth
  from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::int[])
    with ordinality as g(id, channel, policy_id, policy_version, signal_id, tenant_id, about, text, suppress_seconds, position)) n
where suppress_seconds = 0 or (nth = 1 and not exists (
  select from channel_notice o where o.channel = n.channel and o.policy_id = n.policy_id and o.about = n.about
    and o.created_at > $10::timestamptz - make_interval(secs => n.suppress_seconds)))
order by id on conflict (id) do nothing`

type Row = {
  id: string
  channel: string
  policy_id: string
  policy_version: number
  signal_id: Notice['signalId']
  tenant_id: string
  text: string
  state: Notice['state']
  attempts: number
  created_at: Date
  next_at: Date
  settled_at: Date | null
  last_failure: string | null
}

const toNotice = (row: Row): Notice => ({
  id: row.id,
  channel: row.channel,
  policyId: row.policy_id,
  policyVersion: row.policy_version,
  signalId: row.signal_id,
  tenantId: row.tenant_id,
  text: row.text,
  state: row.state,
  attempts: row.attempts,
  createdAt: row.created_at,
  ...(row.state === 'pending' ? { nextAttemptAt: row.next_at } : {}),
  ...(row.settled_at ? { settledAt: row.settled_at } : {}),
  ...(row.last_failure === null ? {} : { lastFailure: row.last_failure }),
})

const CLAIM = `
with due as (
  select n.id from channel c cross join lateral (
    select id from channel_notice where channel = c.name and state = 'pending' and next_at <= now()
    order by next_at limit $1 for update skip locked) n
  where c.status = 'enabled' and c.name <> all($2))
update channel_notice set next_at = now() + make_interval(secs => ${LEASE_SECONDS})
where id in (select id from due) returning *`

type IncidentColumns = {
  of: string
  id: NonNullable<Told['incident']>['id']
  txn: string
  severity: NonNullable<Told['incident']>['severity']
  state: NonNullable<Told['incident']>['state']
}

async function claim(pool: Pool, ofEach: number, busy: readonly string[]): Promise<DueNotice[]> {
  const { rows } = await pool.query<Row>(CLAIM, [ofEach, busy])
  if (rows.length === 0) return []
  const ids = [...new Set(rows.map(({ signal_id }) => signal_id))]
  const signals = await pool.query<SignalRow>(
    'select s.* from unnest($1::uuid[]) as g(id) cross join lateral (select * from signal where id = g.id offset 0) s',
    [ids],
  )
  const incidents = await pool.query<IncidentColumns>(
    `select g.of, i.id, i.txn, i.severity, i.state from unnest($1::uuid[], $2::uuid[]) as g(of, id)
     cross join lateral (select * from incident where id = g.id offset 0) i`,
    [signals.rows.map(({ id }) => id), signals.rows.map(({ incident_id }) => incident_id)],
  )
  const signalOf = new Map(signals.rows.map((row) => [row.id, rowToSignal(row)]))
  const incidentOf = new Map(incidents.rows.map(({ of, ...incident }) => [of, incident]))
  return rows.map(toNotice).map((notice) => ({
    notice,
    told: {
      notice,
      signal: signalOf.get(notice.signalId),
      incident: incidentOf.get(notice.signalId),
    },
  }))
}

async function settle(pool: Pool, id: string, outcome: Outcome): Promise<void> {
  const isOver = outcome.state !== 'pending'
  await pool.query(
    `update channel_notice set state = $2, attempts = attempts + 1, last_failure = $3,
       next_at = case when $2 = 'pending' then now() + make_interval(secs => $4) else next_at end,
       settled_at = case when $5 then now() end
     where id = $1 and state = 'pending'`,
    [
      id,
      outcome.state,
      'failure' in outcome ? outcome.failure : null,
      'waitSeconds' in outcome ? outcome.waitSeconds : 0,
      isOver,
    ],
  )
}

/** What operators are told of: channels that have failed for minutes, and what was given up. Counted up to 1,000. */
async function troubles(pool: Pool): Promise<{
  failing: { channel: string; since: Date; lastFailure: string }[]
  dead: { channel: string; notices: number }[]
}> {
  const failing = await pool.query<{ channel: string; since: Date; last_failure: string }>(
    `select c.name as channel, n.created_at as since, n.last_failure from channel c cross join lateral (
       select created_at, last_failure from channel_notice where channel = c.name and state = 'pending' and attempts >= 3
       order by next_at limit 1) n
     where c.status = 'enabled' order by c.name`,
  )
  const dead = await pool.query<{ channel: string; notices: string }>(
    `select channel, count(*) as notices from channel_notice where state = 'dead' group by channel order by channel`,
  )
  return {
    failing: failing.rows.map(({ last_failure, ...row }) => ({
      ...row,
      lastFailure: last_failure,
    })),
    dead: dead.rows.map(({ channel, notices }) => ({ channel, notices: Number(notices) })),
  }
}
