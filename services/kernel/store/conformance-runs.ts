// Sole writer of: conformance_run (upstreams.ts deletes them with their upstream).
import type { Pool } from 'pg'
import {
  RUN_PREFIX,
  type ConformanceRequest,
  type ConformanceState,
  type ConformanceStep,
} from '../../../schemas/conformance-run.ts'
import { newOpaqueId, newToken } from '../ids.ts'
import type { Seal } from '../set/seal.ts'
import { transaction } from './database.ts'

/** What a SET told that came on a run's stream. */
export type SeenSet = { jti: string; type: string; state?: string; subject: string; at: string }

export type ConformanceRun = {
  id: string
  sourceId: string
  state: ConformanceState
  request: ConformanceRequest
  /** In the clear: sealed in the database. */
  pushAuthorization: string
  /** The stream of its own, while it has one. */
  stream?: { id: string; audience: string[]; expectedState?: string }
  seen: SeenSet[]
  steps: ConformanceStep[]
  createdAt: Date
  finishedAt?: Date
}

export type ConformanceRunStore = ReturnType<typeof createConformanceRunStore>

/** Reports of one source that are kept. */
const KEPT = 50

type StoreDeps = { pool: Pool; seal: Seal }

export function createConformanceRunStore({ pool, seal }: StoreDeps) {
  const select = async (rest: string, values: unknown[]): Promise<ConformanceRun[]> => {
    const { rows } = await pool.query<Row>(`select * from conformance_run where ${rest}`, values)
    return Promise.all(rows.map((row) => toRun(row, seal)))
  }
  return {
    /** Undefined where one of this source is not finished yet. */
    create: (sourceId: string, request: ConformanceRequest): Promise<string | undefined> =>
      create({ pool, seal }, sourceId, request),

    find: async (id: string): Promise<ConformanceRun | undefined> =>
      (await select('id = $1', [id]))[0],

    /** Newest first, `limit` after the run called `after`. Index conformance_run(source_id, created_at). */
    list: (sourceId: string, limit: number, after?: string): Promise<ConformanceRun[]> =>
      select(
        `source_id = $1 and ($2::text is null or (created_at, id) < (select created_at, id from conformance_run where id = $2))
         order by created_at desc, id desc limit $3`,
        [sourceId, after ?? null, limit],
      ),

    /** The one of a source that is to be done. */
    unfinished: async (sourceId: string): Promise<ConformanceRun | undefined> =>
      (await select(`source_id = $1 and finished_at is null limit 1`, [sourceId]))[0],

    ...progress(pool),
  }
}

const progress = (pool: Pool) => ({
  /** It has this stream now, or none. */
  async useStream(
    id: string,
    stream: { id: string; audience: readonly string[] } | null,
  ): Promise<void> {
    await pool.query(
      `update conformance_run set state = 'running', stream_id = $2, audience = $3, expected_state = null, seen = '[]' where id = $1`,
      [id, stream?.id ?? null, stream?.audience ?? []],
    )
  },

  async expect(id: string, state: string): Promise<void> {
    await pool.query('update conformance_run set expected_state = $2 where id = $1', [id, state])
  },

  /** A SET came on its stream; one that comes again counts once. */
  async saw(id: string, set: SeenSet): Promise<void> {
    await pool.query(
      `update conformance_run set seen = (seen::jsonb || $2::jsonb)::text
       where id = $1 and jsonb_array_length(seen::jsonb) < 1000 and not seen::jsonb @> $3::jsonb`,
      [id, JSON.stringify([set]), JSON.stringify([{ jti: set.jti }])],
    )
  },

  async report(id: string, steps: readonly ConformanceStep[]): Promise<void> {
    await pool.query('update conformance_run set steps = $2 where id = $1', [
      id,
      JSON.stringify(steps),
    ])
  },

  async finish(id: string, state: 'passed' | 'failed'): Promise<void> {
    await pool.query(
      `update conformance_run set state = $2, finished_at = now(), stream_id = null where id = $1`,
      [id, state],
    )
  },
})

async function create(
  { pool, seal }: StoreDeps,
  sourceId: string,
  request: ConformanceRequest,
): Promise<string | undefined> {
  const id = `${RUN_PREFIX}${newOpaqueId()}`
  const sealed = await seal.seal(`Bearer ${newToken('ssf_run')}`)
  return transaction(pool, async (sql) => {
    await sql.query('select 1 from upstream where source_id = $1 for update', [sourceId])
    const { rowCount } = await sql.query(
      `insert into conformance_run (id, source_id, request, sealed, audience)
       select $1, $2, $3, $4, '{}' where not exists (
         select 1 from conformance_run where source_id = $2 and finished_at is null)`,
      [id, sourceId, JSON.stringify(request), sealed],
    )
    if (rowCount !== 1) return undefined
    await sql.query(
      `delete from conformance_run where id in (
         select id from conformance_run where source_id = $1 order by created_at desc, id desc offset $2)`,
      [sourceId, KEPT],
    )
    return id
  })
}

type Row = {
  id: string
  source_id: string
  state: ConformanceState
  request: ConformanceRequest
  sealed: string
  stream_id: string | null
  audience: string[]
  expected_state: string | null
  seen: string
  steps: string
  created_at: Date
  finished_at: Date | null
}

type StoredStep = Omit<ConformanceStep, 'at'> & { at: string }

// `as` below: written by this file alone.
async function toRun(row: Row, seal: Seal): Promise<ConformanceRun> {
  const { stream_id: streamId, expected_state: expectedState } = row
  return {
    id: row.id,
    sourceId: row.source_id,
    state: row.state,
    request: row.request,
    pushAuthorization: await seal.open(row.sealed),
    ...(streamId !== null && {
      stream: {
        id: streamId,
        audience: row.audience,
        ...(expectedState !== null && { expectedState }),
      },
    }),
    seen: JSON.parse(row.seen) as SeenSet[],
    steps: (JSON.parse(row.steps) as StoredStep[]).map((step) => ({
      ...step,
      at: new Date(step.at),
    })),
    createdAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  }
}
