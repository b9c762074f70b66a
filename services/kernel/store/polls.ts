// The poll side of delivery: shares stream_cursor, delivery_exception, control_set and attempt with the push engine, which
// never touches poll streams. A poll stream's cursor says how far SETs were handed out; each stays in delivery_exception
// (state polled, with its bytes) until it is acknowledged.
import type { Pool } from 'pg'
import { VERIFICATION } from './control-sets.ts'
import { transaction, type Sql } from './database.ts'

/** A SET as it was signed. */
export type KeptSet = { jti: string; jws: string }
export type SetRefusal = { jti: string; err: string; description: string | null }
export type NewPolled = {
  seq: number
  eventId: string
  jti: string
  jws: string
  kid: string | null
  at: Date
  /** Given up without being handed out. */
  refusal?: { err: string; description: string }
}

export type PollStore = ReturnType<typeof createPollStore>

export function createPollStore({ pool }: { pool: Pool }) {
  return {
    /** Settles what a poll acknowledges and what it refuses; unknown `jti`s are ignored (RFC 8936 §2.4). */
    settle: (settled: Settled): Promise<void> =>
      transaction(pool, async (sql) => {
        await acknowledge(sql, settled)
        await refuse(sql, settled)
      }),
    outstanding: (wanted: Wanted) => outstanding(pool, wanted),
    unsignedControls: (wanted: Wanted) => unsignedControls(pool, wanted),

    /** Keeps a control SET's bytes, the first ones that anybody made. */
    async keepControl(jti: string, { jws, kid }: { jws: string; kid: string }): Promise<void> {
      await pool.query('update control_set set jws = $2, kid = $3 where jti = $1 and jws is null', [
        jti,
        jws,
        kid,
      ])
    },

    async cursor(streamId: string): Promise<{ servedSeq: number; at: Date } | undefined> {
      const { rows } = await pool.query<{ acked_seq: string; acked_at: Date }>(
        'select acked_seq, acked_at from stream_cursor where stream_id = $1',
        [streamId],
      )
      return rows[0] && { servedSeq: Number(rows[0].acked_seq), at: rows[0].acked_at }
    },

    /** Hands out new SETs: keeps their bytes and moves the cursor; false where another poll did so first. */
    handOut: (streamId: string, range: LogRange, sets: readonly NewPolled[]): Promise<boolean> =>
      transaction(pool, (sql) => handOut(sql, streamId, range, sets)),
  }
}

/** At most `limit` SETs of a stream. One that is not enabled tells what its status is, and nothing else (SSF 1.0 §8.1.2.1, §8.1.5). */
type Wanted = { streamId: string; isEnabled: boolean; limit: number }

const OPEN_CONTROLS = `control_set where stream_id = $1 and settled_at is null and ($3 or type <> '${VERIFICATION}')`

/** SETs handed out before and not acknowledged: control SETs first, then in log order. */
async function outstanding(sql: Sql, { streamId, isEnabled, limit }: Wanted): Promise<KeptSet[]> {
  const { rows } = await sql.query<KeptSet>(
    `(select jti, jws from ${OPEN_CONTROLS} and jws is not null order by created_at limit $2)
     union all
     (select jti, jws from delivery_exception where $3 and stream_id = $1 and state = 'polled' order by seq limit $2)
     limit $2`,
    [streamId, limit, isEnabled],
  )
  return rows
}

type UnsignedControl = { jti: string; type: string; payload: object; createdAt: Date }

/** Control SETs that were never signed. */
async function unsignedControls(
  sql: Sql,
  { streamId, isEnabled, limit }: Wanted,
): Promise<UnsignedControl[]> {
  const { rows } = await sql.query<{
    jti: string
    type: string
    payload: string
    created_at: Date
  }>(
    `select jti, type, payload, created_at from ${OPEN_CONTROLS} and jws is null order by created_at limit $2`,
    [streamId, limit, isEnabled],
  )
  return rows.map(({ jti, type, payload, created_at: createdAt }) => ({
    jti,
    type,
    payload: JSON.parse(payload) as object, // written by control-sets.ts
    createdAt,
  }))
}

/** What was read of a log; also rows whose event is gone, which nobody is handed. */
type LogRange = { after: number; upTo: number }

async function handOut(
  sql: Sql,
  streamId: string,
  { after, upTo }: LogRange,
  sets: readonly NewPolled[],
): Promise<boolean> {
  if (upTo === after) return true
  const moved = await sql.query(
    'update stream_cursor set acked_seq = $3, acked_at = greatest(acked_at, $4) where stream_id = $1 and acked_seq = $2',
    [streamId, after, upTo, sets.at(-1)?.at ?? null],
  )
  if (moved.rowCount !== 1) return false
  if (sets.length === 0) return true
  await sql.query(
    `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid, err, description)
     select $1, seq, event_id, jti, case when err is null then 'polled' else 'dead' end, jws, kid, err, description
     from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       as s(seq, event_id, jti, jws, kid, err, description)
     on conflict (stream_id, seq) do update set state = excluded.state`,
    [
      streamId,
      sets.map((set) => set.seq),
      sets.map((set) => set.eventId),
      sets.map((set) => set.jti),
      sets.map((set) => set.jws),
      sets.map((set) => set.kid),
      sets.map((set) => set.refusal?.err ?? null),
      sets.map((set) => set.refusal?.description ?? null),
    ],
  )
  return true
}

/** What one poll settles of its stream. */
export type Settled = {
  streamId: string
  acks: readonly string[]
  refusals: readonly SetRefusal[]
  now: Date
}

async function acknowledge(sql: Sql, { streamId, acks, now }: Settled): Promise<void> {
  if (acks.length === 0) return
  await sql.query(
    `with gone as (delete from delivery_exception where stream_id = $1 and state = 'polled' and jti = any($2) returning seq, jti)
     insert into attempt (stream_id, seq, jti, outcome, duration_ms, at) select $1, seq, jti, 'accepted', 0, $3 from gone`,
    [streamId, acks, now],
  )
  await settleControls(sql, { streamId, jtis: acks, outcome: 'accepted', now })
}

async function refuse(sql: Sql, { streamId, refusals, now }: Settled): Promise<void> {
  if (refusals.length === 0) return
  const columns = [
    refusals.map((one) => one.jti),
    refusals.map((one) => one.err),
    refusals.map((one) => one.description),
  ]
  await sql.query(
    `with dead as (
       update delivery_exception x set state = 'dead', err = r.err, description = r.description, at = $5
       from unnest($2::text[], $3::text[], $4::text[]) as r(jti, err, description)
       where x.stream_id = $1 and x.state = 'polled' and x.jti = r.jti returning x.seq, x.jti, x.err, x.description)
     insert into attempt (stream_id, seq, jti, outcome, err, description, duration_ms, at)
     select $1, seq, jti, 'rejected', err, description, 0, $5 from dead`,
    [streamId, ...columns, now],
  )
  await settleControls(sql, {
    streamId,
    jtis: refusals.map((one) => one.jti),
    outcome: 'rejected',
    now,
  })
}

const settleControls = (
  sql: Sql,
  {
    streamId,
    jtis,
    outcome,
    now,
  }: { streamId: string; jtis: readonly string[]; outcome: string; now: Date },
) =>
  sql.query(
    'update control_set set settled_at = $4, outcome = $3 where stream_id = $1 and jti = any($2) and settled_at is null',
    [streamId, jtis, outcome, now],
  )
