// Reads backtest and its tables, for those who look; backtest-progress.ts writes them.
import type { Pool } from 'pg'
import {
  BacktestJob,
  BacktestResult,
  type BacktestExample,
  type BacktestStream,
  type ForeseenEvent,
} from '../../../schemas/backtest.ts'
import type { SignalId, StreamId, SubscriberId } from '../../../schemas/ids.ts'
import type { Severity } from '../../../schemas/incident.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { timeOfId } from '../ids.ts'

/** What was asked for and what is found so far, beside the job's own progress. */
export type FoundOut = { jobId: string; asked: BacktestJob; result: BacktestResult | undefined }

/** What is kept of one example beside its signal. */
export type Foreseen = Pick<BacktestExample, 'incidents' | 'notices'> & { events: ForeseenEvent[] }

export type BacktestStore = ReturnType<typeof createBacktestStore>

export function createBacktestStore({ pool }: { pool: Pool }) {
  return {
    /** What the jobs among these that are backtests have found. */
    of: (jobIds: readonly string[]): Promise<FoundOut[]> => foundBy(pool, jobIds),

    /** Ids of backtests of one policy or of all, the newest first. Index job_backtest. */
    async list({ policyId, limit, after }: ListQuery): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        `select id from job where kind = 'backtest' and ($1::text is null or request::jsonb ->> 'policyId' = $1)
           and ($2::uuid is null or id < $2) order by id desc limit $3`,
        [policyId ?? null, after ?? null, limit],
      )
      return rows.map(({ id }) => id)
    },

    /** In the order in which they came. What a signal said comes of the signal, as long as that is kept. */
    async examples(jobId: string, limit: number, after = 0): Promise<BacktestExample[]> {
      const { rows } = await pool.query<ExampleRow>(
        `select x.nr, x.signal_id, x.principal_id, x.foreseen, s.type, s.source_id, s.tenant_id, s.subject
         from (select * from backtest_example where job_id = $1 and nr > $2 order by nr limit $3) x
         left join lateral (select * from signal where id = x.signal_id offset 0) s on true order by x.nr`,
        [jobId, after, limit],
      )
      return rows.map(toExample)
    },

    /** By stream id. */
    async streams(jobId: string, limit: number, after = ''): Promise<BacktestStream[]> {
      const { rows } = await pool.query<StreamRow>(
        `select t.stream_id, t.told, t.suppressed, s.subscriber_id, b.name
         from (select * from backtest_stream where job_id = $1 and stream_id > $2 order by stream_id limit $3) t
         left join stream s on s.id = t.stream_id left join subscriber b on b.id = s.subscriber_id order by t.stream_id`,
        [jobId, after, limit],
      )
      return rows.map(toStream)
    },
  }
}

type ListQuery = { policyId?: string | undefined; limit: number; after?: string | undefined }

async function foundBy(pool: Pool, jobIds: readonly string[]): Promise<FoundOut[]> {
  const { rows } = await pool.query<{ id: string; request: string; result: string | null }>(
    `select j.id, j.request, b.result from job j left join backtest b on b.job_id = j.id
     where j.id = any($1::uuid[]) and j.kind = 'backtest'`,
    [jobIds],
  )
  return rows.map(({ id, request, result }) => ({
    jobId: id,
    asked: BacktestJob.parse(JSON.parse(request)),
    result: result === null ? undefined : BacktestResult.parse(JSON.parse(result)),
  }))
}

type StreamRow = {
  stream_id: StreamId
  told: string
  suppressed: string
  subscriber_id: SubscriberId | null
  name: string | null
}

const toStream = (row: StreamRow): BacktestStream => ({
  streamId: row.stream_id,
  ...(row.subscriber_id === null ? {} : { subscriberId: row.subscriber_id }),
  ...(row.name === null ? {} : { subscriberName: row.name }),
  told: Number(row.told),
  suppressed: Number(row.suppressed),
})

type ExampleRow = {
  nr: number
  signal_id: SignalId
  principal_id: string | null
  foreseen: string
  type: string | null
  source_id: string
  tenant_id: string
  subject: string
}

function toExample(row: ExampleRow): BacktestExample {
  const { events, incidents, notices } = JSON.parse(row.foreseen) as Foreseen // written by backtest-progress.ts alone
  return {
    nr: row.nr,
    signalId: row.signal_id,
    receivedAt: new Date(timeOfId(row.signal_id)),
    ...(row.type === null
      ? {}
      : {
          type: row.type,
          sourceId: row.source_id,
          tenantId: row.tenant_id,
          subject: JSON.parse(row.subject) as LooseSubject, // a signal's, parsed before it was written
        }),
    ...(row.principal_id === null ? {} : { principalId: row.principal_id }),
    events,
    incidents: incidents satisfies Severity[],
    notices,
  }
}
