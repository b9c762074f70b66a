// Sole writer of: backtest, backtest_example, backtest_principal, backtest_stream, backtest_suppression.
import { BacktestResult } from '../../../schemas/backtest.ts'
import { Policy } from '../../../schemas/policy.ts'
import type { Foreseen } from './backtests.ts'
import type { Sql } from './database.ts'

/** How much of a policy's rate limit is used. */
export type RateUsed = { startedAt: Date; count: number }

/** `against`: the policies that were in force when it began. */
export type Progress = {
  against: readonly Policy[]
  result: BacktestResult
  rate: RateUsed | undefined
}

/** A second time does nothing. */
export async function beginBacktest(sql: Sql, jobId: string, begun: Progress): Promise<void> {
  await sql.query(
    'insert into backtest (job_id, against, result) values ($1, $2, $3) on conflict do nothing',
    [jobId, JSON.stringify(begun.against), JSON.stringify(begun.result)],
  )
}

export async function readProgress(sql: Sql, jobId: string): Promise<Progress> {
  const { rows } = await sql.query<{ against: string; result: string; rate: string | null }>(
    'select against, result, rate from backtest where job_id = $1',
    [jobId],
  )
  const [row] = rows
  if (!row) throw new Error(`backtest ${jobId} has not begun`)
  const rate = row.rate === null ? undefined : (JSON.parse(row.rate) as RateUsed) // written below alone
  return {
    against: Policy.array().parse(JSON.parse(row.against)),
    result: BacktestResult.parse(JSON.parse(row.result)),
    rate: rate && { ...rate, startedAt: new Date(rate.startedAt) },
  }
}

export async function saveProgress(
  sql: Sql,
  jobId: string,
  { result, rate }: Pick<Progress, 'result' | 'rate'>,
): Promise<void> {
  await sql.query('update backtest set result = $2, rate = $3 where job_id = $1', [
    jobId,
    JSON.stringify(result),
    rate ? JSON.stringify(rate) : null,
  ])
}

/** Those of the keys that were not counted before, which are counted from now on. */
export async function countPrincipals(
  sql: Sql,
  jobId: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql.query<{ key: string }>(
    `insert into backtest_principal (job_id, key) select distinct $1::uuid, key from unnest($2::text[]) as k(key)
     on conflict do nothing returning key`,
    [jobId, keys],
  )
  return new Set(rows.map(({ key }) => key))
}

export type StreamCount = { streamId: string; told: number; suppressed: number }

/** Answers how many streams are told for the first time. */
export async function countStreams(
  sql: Sql,
  jobId: string,
  counts: readonly StreamCount[],
): Promise<number> {
  const { rows } = await sql.query<{ is_new: boolean }>(
    `insert into backtest_stream as b (job_id, stream_id, told, suppressed)
     select $1, stream_id, told, suppressed from unnest($2::text[], $3::bigint[], $4::bigint[]) as c(stream_id, told, suppressed)
     on conflict (job_id, stream_id) do update set told = b.told + excluded.told, suppressed = b.suppressed + excluded.suppressed
     returning xmax = 0 as is_new`,
    [
      jobId,
      counts.map(({ streamId }) => streamId),
      counts.map(({ told }) => told),
      counts.map(({ suppressed }) => suppressed),
    ],
  )
  return rows.filter(({ is_new }) => is_new).length
}

/** When a stream may be told again; `key` as `suppressionKey` makes it. */
export type Silence = { key: string; streamId: string; until: Date }

export async function silencesOf(
  sql: Sql,
  jobId: string,
  keys: readonly string[],
): Promise<Silence[]> {
  if (keys.length === 0) return []
  const { rows } = await sql.query<{ key: string; stream_id: string; until: Date }>(
    'select key, stream_id, until from backtest_suppression where job_id = $1 and key = any($2)',
    [jobId, keys],
  )
  return rows.map(({ key, stream_id, until }) => ({ key, streamId: stream_id, until }))
}

export async function keepSilences(
  sql: Sql,
  jobId: string,
  silences: readonly Silence[],
): Promise<void> {
  if (silences.length === 0) return
  await sql.query(
    `insert into backtest_suppression (job_id, key, stream_id, until)
     select $1, key, stream_id, until from unnest($2::text[], $3::text[], $4::timestamptz[]) as s(key, stream_id, until)
     on conflict (job_id, key, stream_id) do update set until = excluded.until`,
    [
      jobId,
      silences.map(({ key }) => key),
      silences.map(({ streamId }) => streamId),
      silences.map(({ until }) => until),
    ],
  )
}

export type NewExample = {
  nr: number
  signalId: string
  principalId: string | undefined
  foreseen: Foreseen
}

export async function keepExamples(
  sql: Sql,
  jobId: string,
  examples: readonly NewExample[],
): Promise<void> {
  if (examples.length === 0) return
  await sql.query(
    `insert into backtest_example (job_id, nr, signal_id, principal_id, foreseen)
     select $1, * from unnest($2::int[], $3::uuid[], $4::uuid[], $5::text[])`,
    [
      jobId,
      examples.map(({ nr }) => nr),
      examples.map(({ signalId }) => signalId),
      examples.map(({ principalId }) => principalId ?? null),
      examples.map(({ foreseen }) => JSON.stringify(foreseen)),
    ],
  )
}

/** What was only needed to count. */
export async function endBacktest(sql: Sql, jobId: string): Promise<void> {
  await sql.query('delete from backtest_suppression where job_id = $1', [jobId])
  await sql.query('delete from backtest_principal where job_id = $1', [jobId])
}
