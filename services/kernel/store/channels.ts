// Sole writer of: channel; and of channel_notice.state where a channel is removed.
import type { Pool } from 'pg'
import type { ChangeChannelRequest, Channel } from '../../../schemas/channel.ts'
import type { Clock } from '../clock.ts'
import type { Seal } from '../set/seal.ts'
import { transaction, type Sql } from './database.ts'

export type NewChannel = {
  name: string
  url: string
  description?: string | undefined
  secret: string
}

/** `in-use`: a policy in force names it. */
export type Removed = 'removed' | 'in-use' | 'not-found'

/** Where a notice goes, and what it is signed with. */
export type OpenChannel = { name: string; url: string; secrets: string[] }

export type ChannelStore = ReturnType<typeof createChannelStore>

type Deps = { pool: Pool; seal: Seal; clock: Clock }

export function createChannelStore(deps: Deps) {
  const { pool } = deps
  return {
    /** Undefined where there is one of this name. */
    create: (channel: NewChannel): Promise<Channel | undefined> => create(deps, channel),

    find: (name: string): Promise<Channel | undefined> => find(pool, name),

    /** By name, `limit` after `after`. */
    async list(limit: number, after = ''): Promise<Channel[]> {
      const { rows } = await pool.query<Row>(
        `${SELECT} where c.name > $1 order by c.name limit $2`,
        [after, limit],
      )
      return rows.map(toChannel)
    },

    /** Those of these names that nobody has made. */
    missing: (names: readonly string[]): Promise<string[]> => missing(pool, names),

    /** What it takes to send: its secret, and the one before as long as that signs too. */
    open: (name: string): Promise<OpenChannel | undefined> => open(deps, name),

    change: (name: string, change: ChangeChannelRequest): Promise<Channel | undefined> =>
      write(deps, name, change),

    /** The secret before signs too until `oldUntil`. */
    rotate: (name: string, secret: string, oldUntil: Date): Promise<Channel | undefined> =>
      transaction(pool, (sql) => rotate(sql, { name, secret, oldUntil }, deps)),

    /** What it was not told is discarded. */
    remove: (name: string): Promise<Removed> => remove(pool, name),
  }
}

async function missing(sql: Sql, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    'select name from unnest($1::text[]) as n(name) where not exists (select from channel where name = n.name)',
    [names],
  )
  return rows.map(({ name }) => name)
}

async function open({ pool, seal, clock }: Deps, name: string): Promise<OpenChannel | undefined> {
  const { rows } = await pool.query<Pick<Row, 'url' | 'old_secret_until'> & { sealed: string }>(
    'select url, sealed, old_secret_until from channel where name = $1',
    [name],
  )
  const [row] = rows
  if (!row) return undefined
  const { secret, before } = await openSecrets(seal, row.sealed)
  const isOldValid = row.old_secret_until !== null && row.old_secret_until > clock.now()
  const secrets = isOldValid && before !== undefined ? [secret, before] : [secret]
  return { name, url: row.url, secrets }
}

async function write(
  { pool, clock }: Deps,
  name: string,
  { url, description, status }: ChangeChannelRequest,
): Promise<Channel | undefined> {
  await pool.query(
    `update channel set url = coalesce($2, url), description = coalesce($3, description), status = coalesce($4, status),
       updated_at = $5 where name = $1`,
    [name, url ?? null, description ?? null, status ?? null, clock.now()],
  )
  return find(pool, name)
}

async function remove(sql: Sql, name: string): Promise<Removed> {
  const { rows } = await sql.query<{ removed: boolean; is_known: boolean }>(REMOVE, [
    name,
    JSON.stringify({ then: [{ notify: name }] }),
  ])
  if (rows[0]?.removed) return 'removed'
  return rows[0]?.is_known ? 'in-use' : 'not-found'
}

/** Notices that wait are counted up to 1,000: index channel_notice_due; those given up by channel_notice_dead. */
const SELECT = `
select c.*,
  (select count(*) from (select from channel_notice where channel = c.name and state = 'pending' limit 1000) p) as pending,
  (select count(*) from (select from channel_notice where channel = c.name and state = 'dead' limit 1000) d) as dead,
  (select last_failure from channel_notice where channel = c.name and state = 'pending' and last_failure is not null
   order by next_at limit 1) as last_failure
from channel c`

const REMOVE = `
with gone as (
  delete from channel where name = $1
    and not exists (select from policy where mode <> 'off' and document @> $2::jsonb) returning name),
discarded as (
  update channel_notice n set state = 'discarded', settled_at = now() from gone
  where n.channel = gone.name and n.state in ('pending', 'dead'))
select exists (select from gone) as removed, exists (select from channel where name = $1) as is_known`

type Row = {
  name: string
  url: string
  description: string | null
  old_secret_until: Date | null
  status: Channel['status']
  created_at: Date
  updated_at: Date
  pending: string
  dead: string
  last_failure: string | null
}

const toChannel = (row: Row): Channel => ({
  name: row.name,
  url: row.url,
  ...(row.description === null ? {} : { description: row.description }),
  status: row.status,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  ...(row.old_secret_until ? { oldSecretUntil: row.old_secret_until } : {}),
  pending: Number(row.pending),
  dead: Number(row.dead),
  ...(row.last_failure === null ? {} : { lastFailure: row.last_failure }),
})

async function find(sql: Sql, name: string): Promise<Channel | undefined> {
  const { rows } = await sql.query<Row>(`${SELECT} where c.name = $1`, [name])
  return rows[0] && toChannel(rows[0])
}

type Secrets = { secret: string; before?: string }

const openSecrets = async (seal: Seal, sealed: string): Promise<Secrets> =>
  JSON.parse(await seal.open(sealed)) as Secrets // sealed by this file alone

async function create({ pool, seal, clock }: Deps, channel: NewChannel) {
  const { name, url, description, secret } = channel
  const sealed = await seal.seal(JSON.stringify({ secret } satisfies Secrets))
  const { rowCount } = await pool.query(
    `insert into channel (name, url, description, sealed, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
     on conflict do nothing`,
    [name, url, description ?? null, sealed, clock.now()],
  )
  return rowCount === 0 ? undefined : find(pool, name)
}

async function rotate(
  sql: Sql,
  { name, secret, oldUntil }: { name: string; secret: string; oldUntil: Date },
  { seal, clock }: Deps,
): Promise<Channel | undefined> {
  const { rows } = await sql.query<{ sealed: string }>(
    'select sealed from channel where name = $1 for update',
    [name],
  )
  if (!rows[0]) return undefined
  const { secret: before } = await openSecrets(seal, rows[0].sealed)
  await sql.query(
    'update channel set sealed = $2, old_secret_until = $3, updated_at = $4 where name = $1',
    [
      name,
      await seal.seal(JSON.stringify({ secret, before } satisfies Secrets)),
      oldUntil,
      clock.now(),
    ],
  )
  return find(sql, name)
}
