// Sole writer of: job.
import type { Pool } from 'pg'
import type { Job, JobKind, JobQuery, JobState } from '../../../schemas/job.ts'
import { JsonObject } from '../../../schemas/json.ts'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { transaction, type Sql } from './database.ts'
import { JOB_KINDS } from './job-kinds.ts'
import type { Step } from './job-work.ts'

export type NewJob = {
  kind: JobKind
  request: object
  ratePerSecond: number
  startsAtOnce: boolean
  createdBy: string
}

export type JobAction = 'start' | 'pause' | 'resume' | 'cancel'

/** From which states an action leads where. */
const ACTIONS = {
  start: { from: ['ready'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['counting', 'ready', 'running', 'paused'], to: 'cancelled' },
} as const satisfies Record<JobAction, { from: readonly JobState[]; to: JobState }>

/** `not-ours`: somebody stopped it, or another process has it. */
export type Stepped =
  | { kind: 'not-ours' }
  | ({ kind: 'went-on'; state: JobState; ratePerSecond: number } & Pick<
      Step,
      'done' | 'streamIds' | 'isWaiting'
    >)

/** The most that one part does: so long a transaction may be. */
const MOST = 500
/** A process that died keeps its jobs for so long. */
const LEASE_SECONDS = 60

export type JobStore = ReturnType<typeof createJobStore>

type JobDeps = { pool: Pool; clock: Clock }

export function createJobStore(deps: JobDeps) {
  const { pool, clock } = deps
  return {
    /** It is counted first; then it starts, or waits to be started. */
    create: (job: NewJob): Promise<Job> => create(deps, job),

    async find(id: string): Promise<Job | undefined> {
      const { rows } = await pool.query<Row>('select * from job where id = $1', [id])
      return rows[0] && toJob(rows[0])
    },

    /** Newest first. */
    list: (query: JobQuery): Promise<Job[]> => list(pool, query),

    /** Undefined where there is no such job; `false` where its state does not allow that. */
    act: (id: string, action: JobAction): Promise<Job | false | undefined> => act(deps, id, action),

    async setRate(id: string, ratePerSecond: number): Promise<Job | undefined> {
      const { rows } = await pool.query<Row>(
        'update job set rate_per_second = $2 where id = $1 returning *',
        [id, ratePerSecond],
      )
      return rows[0] && toJob(rows[0])
    },

    /** Takes open jobs that nobody works on, so that this process does. Index job_open. */
    async claim(owner: string, limit: number): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(CLAIM, [owner, LEASE_SECONDS, limit])
      return rows.map(({ id }) => id)
    },

    /** One bounded part of a job, with its progress, in one transaction. */
    step: (id: string, owner: string): Promise<Stepped> =>
      transaction(pool, (sql) => step(sql, { id, owner, now: clock.now() })),

    async fail(id: string, failure: string): Promise<void> {
      await pool.query(
        `update job set state = 'failed', failure = $2, finished_at = $3 where id = $1 and state in ('counting', 'running')`,
        [id, failure.slice(0, 1_000), clock.now()],
      )
    },

    /** Lets go of everything, so that another process need not wait. */
    async release(owner: string): Promise<void> {
      await pool.query('update job set owner = null, leased_until = null where owner = $1', [owner])
    },
  }
}

const OPEN = `state in ('counting', 'running')`

/** Times are the database's own, so that clocks of several processes do not matter. */
const CLAIM = `
update job set owner = $1, leased_until = now() + make_interval(secs => $2)
where id in (
  select id from job where ${OPEN} and (owner is null or leased_until < now()) order by created_at limit $3 for update skip locked)
returning id`

async function create({ pool, clock }: JobDeps, job: NewJob): Promise<Job> {
  const now = clock.now()
  const { rows } = await pool.query<Row>(
    `insert into job (id, kind, request, rate_per_second, starts_at_once, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning *`,
    [
      newId(now),
      job.kind,
      JSON.stringify(job.request),
      job.ratePerSecond,
      job.startsAtOnce,
      job.createdBy,
      now,
    ],
  )
  if (!rows[0]) throw new Error('the database answered no job')
  return toJob(rows[0])
}

async function list(pool: Pool, { kind, state, limit, after }: JobQuery): Promise<Job[]> {
  const { rows } = await pool.query<Row>(
    `select * from job where ($1::text is null or kind = $1) and ($2::text is null or state = $2)
       and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [kind ?? null, state ?? null, after ?? null, limit],
  )
  return rows.map(toJob)
}

async function act(
  { pool, clock }: JobDeps,
  id: string,
  action: JobAction,
): Promise<Job | false | undefined> {
  const { from, to } = ACTIONS[action]
  const { rows } = await pool.query<Row>(
    `update job set state = $2, started_at = case when $2 = 'running' then coalesce(started_at, $4) else started_at end,
       finished_at = case when $2 = 'cancelled' then $4 end, owner = null, leased_until = null
     where id = $1 and state = any($3) returning *`,
    [id, to, from, clock.now()],
  )
  if (rows[0]) return toJob(rows[0])
  const found = await pool.query('select 1 from job where id = $1', [id])
  return found.rowCount === 0 ? undefined : false
}

type Turn = { id: string; owner: string; now: Date }

/** A process that lost the job, or whose operator stopped it, changes nothing more. */
async function step(sql: Sql, { id, owner, now }: Turn): Promise<Stepped> {
  const { rows } = await sql.query<Row>(
    `select * from job where id = $1 and owner = $2 and ${OPEN} for update`,
    [id, owner],
  )
  const [row] = rows
  if (!row) return { kind: 'not-ours' }
  const limit = Math.min(MOST, row.rate_per_second)
  const work = JOB_KINDS[row.kind]
  const isCounting = row.state === 'counting'
  const request: unknown = JSON.parse(row.request)
  const cursor: unknown = row.cursor === null ? null : JSON.parse(row.cursor)
  const given = { jobId: id, request, cursor, limit, now, createdAt: row.created_at }
  const made = await (isCounting ? work.count(sql, given) : work.run(sql, given))
  const isOver = made.cursor === null
  const state = isOver ? after(row) : row.state
  await sql.query(RECORD, [
    id,
    LEASE_SECONDS,
    state,
    isOver ? null : JSON.stringify(made.cursor),
    isCounting ? made.done : 0,
    isCounting ? 0 : made.done,
    isCounting ? 0 : made.skipped,
    JSON.stringify(sum(row, made)),
    now,
  ])
  return { kind: 'went-on', state, ratePerSecond: row.rate_per_second, ...made }
}

const after = ({ state, starts_at_once }: Row): JobState =>
  state === 'running' ? 'done' : starts_at_once ? 'running' : 'ready'

/** What a run finds is told in the place of what counting found. */
const sum = ({ tally, state, cursor }: Row, made: Step): Record<string, number> => {
  const before =
    state === 'running' && cursor === null ? {} : (JSON.parse(tally) as Record<string, number>) // written here alone
  return Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(made.tally)])].map((name) => [
      name,
      (before[name] ?? 0) + (made.tally[name] ?? 0),
    ]),
  )
}

const RECORD = `
update job set leased_until = now() + make_interval(secs => $2), state = $3, cursor = $4, total = total + $5, done = done + $6,
  skipped = skipped + $7, tally = $8,
  started_at = case when $3 = 'running' then coalesce(started_at, $9) else started_at end,
  finished_at = case when $3 = 'done' then $9 end
where id = $1`

type Row = {
  id: string
  kind: JobKind
  state: JobState
  request: string
  cursor: string | null
  total: string
  done: string
  skipped: string
  tally: string
  rate_per_second: number
  starts_at_once: boolean
  created_by: string
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
  failure: string | null
}

const toJob = (row: Row): Job => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  request: JsonObject.parse(JSON.parse(row.request)),
  total: Number(row.total),
  done: Number(row.done),
  skipped: Number(row.skipped),
  tally: JSON.parse(row.tally) as Job['tally'], // written by `step` alone
  ratePerSecond: row.rate_per_second,
  createdBy: row.created_by,
  createdAt: row.created_at,
  ...(row.started_at ? { startedAt: row.started_at } : {}),
  ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
  ...(row.failure === null ? {} : { failure: row.failure }),
})
