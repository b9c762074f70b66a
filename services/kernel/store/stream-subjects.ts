// Sole writer of: stream_subject, stream_subject_term.
import type { Pool } from 'pg'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { shapeOf, termsOf } from '../../../schemas/subject-terms.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { transaction, type Sql } from './database.ts'
import type { DefaultSubjects } from './subscribers.ts'

export type StreamSubjectStore = ReturnType<typeof createStreamSubjectStore>

export function createStreamSubjectStore({ pool }: { pool: Pool }) {
  return {
    /** Makes the stream be about this subject, at once, whatever a removal still in its grace says. */
    add: (stream: About, subject: LooseSubject, isVerified: boolean): Promise<void> =>
      transaction(pool, (sql) =>
        stream.defaultSubjects === 'ALL'
          ? drop(sql, stream.id, canonicalSubjectKey(subject))
          : put(sql, {
              streamId: stream.id,
              subject,
              isVerified,
              mode: 'include',
              changesAt: null,
            }),
      ),

    /** Ends it, from `effectiveAt` on: until then events still go out (SSF 1.0 §9.3). Unknown subjects change nothing. */
    remove: (stream: About, subject: LooseSubject, effectiveAt: Date): Promise<void> =>
      transaction(pool, (sql) =>
        stream.defaultSubjects === 'ALL'
          ? put(sql, {
              streamId: stream.id,
              subject,
              isVerified: true,
              mode: 'exclude',
              changesAt: effectiveAt,
            })
          : end(sql, stream.id, canonicalSubjectKey(subject), effectiveAt),
      ),

    /** How many subjects a stream names, up to `limit`. */
    async count(streamId: string, limit: number): Promise<number> {
      const { rows } = await pool.query<{ n: string }>(
        'select count(*) as n from (select 1 from stream_subject where stream_id = $1 limit $2) counted',
        [streamId, limit],
      )
      return Number(rows[0]?.n ?? 0)
    },
  }
}

type About = { id: string; defaultSubjects: DefaultSubjects }

async function end(sql: Sql, streamId: string, key: string, effectiveAt: Date): Promise<void> {
  await sql.query(
    `update stream_subject set changes_at = $3
     where stream_id = $1 and subject_key = $2 and mode = 'include' and changes_at is null`,
    [streamId, key, effectiveAt],
  )
}

type Put = {
  streamId: string
  subject: LooseSubject
  isVerified: boolean
  mode: 'include' | 'exclude'
  changesAt: Date | null
}

/** The first removal's time stays: removing again must not extend the grace. */
async function put(
  sql: Sql,
  { streamId, subject, isVerified, mode, changesAt }: Put,
): Promise<void> {
  const key = canonicalSubjectKey(subject)
  const terms = termsOf(subject)
  await sql.query(
    `insert into stream_subject (stream_id, subject_key, subject, terms, shape, is_verified, mode, changes_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (stream_id, subject_key) do update
       set is_verified = $6, mode = $7,
         changes_at = case when $7 = 'exclude' and stream_subject.mode = 'exclude' then stream_subject.changes_at else $8 end`,
    [streamId, key, JSON.stringify(subject), terms, shapeOf(subject), isVerified, mode, changesAt],
  )
  await sql.query(
    'insert into stream_subject_term (term, stream_id, subject_key) select distinct t, $1, $2 from unnest($3::text[]) as t on conflict do nothing',
    [streamId, key, terms],
  )
}

async function drop(sql: Sql, streamId: string, key: string): Promise<void> {
  await sql.query('delete from stream_subject_term where stream_id = $1 and subject_key = $2', [
    streamId,
    key,
  ])
  await sql.query('delete from stream_subject where stream_id = $1 and subject_key = $2', [
    streamId,
    key,
  ])
}
