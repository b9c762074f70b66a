// Sole writer of: operator_session.
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { OperatorRole } from '../../../schemas/roles.ts'
import type { Clock } from '../clock.ts'
import { newToken } from '../ids.ts'
import { tokenHash } from '../set/seal.ts'

/** An operator signed in to the console, without the secret of the cookie. */
export type OperatorSession = {
  id: string
  /** Whoever it is, by whatever credential: a second person is told apart by it. */
  person: string
  name: string
  email?: string
  role: OperatorRole
  remote?: string
  userAgent?: string
  createdAt: Date
  /** Within a minute. */
  seenAt: Date
  expiresAt: Date
}

export type NewSession = Omit<OperatorSession, 'id' | 'createdAt' | 'seenAt'> & {
  /** What events about this operator are found by (schemas/subject-terms.ts). */
  terms: readonly string[]
  /** The admin token it is signed in with: the session ends with it. */
  tokenId?: string
}

export type OperatorSessionStore = ReturnType<typeof createOperatorSessionStore>

type StoreDeps = { pool: Pool; clock: Clock }

export function createOperatorSessionStore({ pool, clock }: StoreDeps) {
  return {
    /** The secret is the cookie's value, told this once. */
    create: (session: NewSession) => create(pool, session, clock.now()),

    /** The session of this cookie while it is open: not ended, not too old, not idle for `idleMs`, its token still valid. */
    async find(secret: string, idleMs: number): Promise<OperatorSession | undefined> {
      const { rows } = await pool.query<Row>(
        `select s.* from operator_session s where s.secret_hash = $1 and ${IS_OPEN}`,
        [tokenHash(secret), clock.now(), idleMs],
      )
      return rows[0] && toSession(rows[0])
    },

    /** Why the session of this cookie is over; undefined where it is not, where its operator ended it, or where there was none. */
    async whyOver(secret: string): Promise<SessionEnd | undefined> {
      const { rows } = await pool.query<OverRow>(WHY_OVER, [tokenHash(secret), clock.now()])
      return rows[0] && endOf(rows[0])
    },

    /** Those of `ids` that are open. */
    async openOf(ids: readonly string[], idleMs: number): Promise<Set<string>> {
      const { rows } = await pool.query<{ id: string }>(
        `select s.id from operator_session s where s.id = any($1::uuid[]) and ${IS_OPEN}`,
        [ids, clock.now(), idleMs],
      )
      return new Set(rows.map(({ id }) => id))
    },

    /** Notes that the operator did something, once a minute. */
    async touch({ id, seenAt }: Pick<OperatorSession, 'id' | 'seenAt'>): Promise<void> {
      if (clock.now().getTime() - seenAt.getTime() < NOTED_EVERY_MS) return
      await pool.query('update operator_session set seen_at = $2 where id = $1', [id, clock.now()])
    },

    /** Open ones, the latest first. */
    list: (idleMs: number, limit: number) => list(pool, [limit, clock.now(), idleMs]),

    /** False where it was not open. */
    async end(id: string, because: string): Promise<boolean> {
      const { rowCount } = await pool.query(
        'update operator_session set ended_at = $2, ended_because = $3 where id = $1 and ended_at is null',
        [id, clock.now(), because],
      )
      return rowCount === 1
    },
  }
}

/** What ended a session that its operator did not end. */
export type SessionEnd = 'revoked' | 'idle' | 'expired' | 'ended' | 'token'

export const SIGNED_OUT = 'signed out'
export const ENDED_BY_ADMIN = 'ended by an administrator'

type OverRow = { ended_because: string | null; is_expired: boolean; is_token_over: boolean }

const WHY_OVER = `
select s.ended_because, s.expires_at <= $2 as is_expired, s.token_id is not null and not exists (
  select 1 from admin_token t where t.id = s.token_id and (t.expires_at is null or t.expires_at > $2)) as is_token_over
from operator_session s where s.secret_hash = $1`

/** Asked about a session that is not open: what nothing else explains is idleness. */
function endOf(row: OverRow): SessionEnd | undefined {
  if (row.ended_because === SIGNED_OUT) return undefined
  if (row.ended_because !== null) return row.ended_because === ENDED_BY_ADMIN ? 'ended' : 'revoked'
  if (row.is_token_over) return 'token'
  return row.is_expired ? 'expired' : 'idle'
}

const NOTED_EVERY_MS = 60_000

/** Index operator_session_open. */
async function list(pool: Pool, values: [number, Date, number]): Promise<OperatorSession[]> {
  const { rows } = await pool.query<Row>(
    `select s.* from operator_session s where ${IS_OPEN} order by s.created_at desc limit $1`,
    values,
  )
  return rows.map(toSession)
}

/** $2 now, $3 the idle limit in milliseconds. */
const IS_OPEN = `s.ended_at is null and s.expires_at > $2
  and s.seen_at > $2::timestamptz - $3::double precision * interval '1 millisecond'
  and (s.token_id is null or exists (select 1 from admin_token t where t.id = s.token_id
    and (t.expires_at is null or t.expires_at > $2)))`

async function create(
  pool: Pool,
  session: NewSession,
  now: Date,
): Promise<{ secret: string; session: OperatorSession }> {
  const secret = newToken('ssfses')
  const { rows } = await pool.query<Row>(
    `insert into operator_session
       (id, secret_hash, person, name, email, role, terms, token_id, remote, user_agent, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12) returning *`,
    [
      randomUUID(),
      tokenHash(secret),
      session.person,
      session.name,
      session.email ?? null,
      session.role,
      session.terms,
      session.tokenId ?? null,
      session.remote ?? null,
      session.userAgent ?? null,
      now,
      session.expiresAt,
    ],
  )
  const [row] = rows
  if (!row) throw new Error('a session was not stored')
  return { secret, session: toSession(row) }
}

type Row = {
  id: string
  person: string
  name: string
  email: string | null
  role: string
  remote: string | null
  user_agent: string | null
  created_at: Date
  seen_at: Date
  expires_at: Date
}

const toSession = (row: Row): OperatorSession => ({
  id: row.id,
  person: row.person,
  name: row.name,
  role: OperatorRole.parse(row.role),
  createdAt: row.created_at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
  ...(row.email === null ? {} : { email: row.email }),
  ...(row.remote === null ? {} : { remote: row.remote }),
  ...(row.user_agent === null ? {} : { userAgent: row.user_agent }),
})
