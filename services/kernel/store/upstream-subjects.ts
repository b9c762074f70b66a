// Sole writer of: upstream_subject.
import type { Pool } from 'pg'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import type { UpstreamSubjectState } from '../../../schemas/upstream.ts'

/** A subject that a source's transmitter is asked for, or is to be asked for no more. */
export type UpstreamSubject = {
  key: string
  subject: LooseSubject
  verified: boolean
  state: UpstreamSubjectState
  failure?: string
  changedAt: Date
}

export type UpstreamSubjectStore = ReturnType<typeof createUpstreamSubjectStore>

const PENDING = `('adding', 'removing')`
/** More than so many that wait are told as so many. */
const MOST_COUNTED = 1_000

export function createUpstreamSubjectStore({ pool }: { pool: Pool }) {
  return {
    /** The transmitter is to be told of these; one that is known already is told again. */
    want: (
      sourceId: string,
      state: 'adding' | 'removing',
      wanted: { subjects: readonly LooseSubject[]; verified: boolean },
    ): Promise<void> => want(pool, sourceId, { ...wanted, state }),

    /** By key, `limit` after `after`. Primary key, or index upstream_subject(source_id, state, subject_key). */
    list: (sourceId: string, page: Page) => list(pool, sourceId, page),

    ...waiting(pool),

    /** A new stream knows none of them: those that were added are to be added again, and nothing need be removed. */
    async beginAnew(sourceId: string): Promise<void> {
      await pool.query(
        `update upstream_subject set state = 'adding', changed_at = now() where source_id = $1 and state = 'added'`,
        [sourceId],
      )
      await pool.query(`delete from upstream_subject where source_id = $1 and state = 'removing'`, [
        sourceId,
      ])
    },
  }
}

/** Those that the transmitter is to be told of. What was wanted otherwise meanwhile is not touched. */
const waiting = (pool: Pool) => ({
  /** Some of them. Index upstream_subject(source_id, state, subject_key). */
  async pending(sourceId: string, limit: number): Promise<UpstreamSubject[]> {
    const { rows } = await pool.query<Row>(
      `select * from upstream_subject where source_id = $1 and state in ${PENDING} order by state, subject_key limit $2`,
      [sourceId, limit],
    )
    return rows.map(toSubject)
  },

  /** How many there are, counted up to a thousand. */
  async pendingCount(sourceId: string): Promise<number> {
    const { rows } = await pool.query<{ n: string }>(
      `select count(*) as n from (
         select 1 from upstream_subject where source_id = $1 and state in ${PENDING} limit $2) as waiting`,
      [sourceId, MOST_COUNTED],
    )
    return Number(rows[0]?.n)
  },

  /** The transmitter took it; one that was removed is gone. */
  async done(sourceId: string, { key, state, changedAt }: UpstreamSubject): Promise<void> {
    const same = 'source_id = $1 and subject_key = $2 and state = $3 and changed_at = $4'
    await pool.query(
      state === 'removing'
        ? `delete from upstream_subject where ${same}`
        : `update upstream_subject set state = 'added', changed_at = now() where ${same}`,
      [sourceId, key, state, changedAt],
    )
  },

  /** The transmitter refused it: it is not asked again by itself. */
  async failed(
    sourceId: string,
    { key, state, changedAt }: UpstreamSubject,
    failure: string,
  ): Promise<void> {
    await pool.query(
      `update upstream_subject set state = 'failed', failure = $5, changed_at = now()
       where source_id = $1 and subject_key = $2 and state = $3 and changed_at = $4`,
      [sourceId, key, state, changedAt, failure],
    )
  },
})

type Wanted = {
  subjects: readonly LooseSubject[]
  verified: boolean
  state: 'adding' | 'removing'
}

async function want(
  pool: Pool,
  sourceId: string,
  { subjects, verified, state }: Wanted,
): Promise<void> {
  const byKey = new Map(subjects.map((one) => [canonicalSubjectKey(one), JSON.stringify(one)]))
  await pool.query(
    `insert into upstream_subject (source_id, subject_key, subject, is_verified, state, changed_at)
     select $1, s.key, s.subject, $4, $5, now() from unnest($2::text[], $3::text[]) as s(key, subject)
     on conflict (source_id, subject_key) do update
       set subject = excluded.subject, is_verified = $4, state = $5, failure = null, changed_at = now()`,
    [sourceId, [...byKey.keys()], [...byKey.values()], verified, state],
  )
}

type Page = {
  limit: number
  after?: string | undefined
  state?: UpstreamSubjectState | undefined
}

async function list(
  pool: Pool,
  sourceId: string,
  { limit, after, state }: Page,
): Promise<UpstreamSubject[]> {
  const { rows } = await pool.query<Row>(
    `select * from upstream_subject where source_id = $1 and ($2::text is null or state = $2)
     and ($3::text is null or subject_key > $3) order by subject_key limit $4`,
    [sourceId, state ?? null, after ?? null, limit],
  )
  return rows.map(toSubject)
}

type Row = {
  subject_key: string
  subject: string
  is_verified: boolean
  state: UpstreamSubjectState
  failure: string | null
  changed_at: Date
}

const toSubject = (row: Row): UpstreamSubject => ({
  key: row.subject_key,
  subject: JSON.parse(row.subject) as LooseSubject, // written by want alone
  verified: row.is_verified,
  state: row.state,
  ...(row.failure === null ? {} : { failure: row.failure }),
  changedAt: row.changed_at,
})
