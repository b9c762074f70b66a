// The poll side of delivery: shares stream_cursor, delivery_exception, control_set and attempt with the push engine, which
// never touches poll streams, and signed_ahead with signed-ahead.ts. A poll stream's log has three places: up to `acked_seq`
// all is settled, or stands in delivery_exception (state polled: handed out, while others beyond it were settled); from there
// to `served_seq` SETs are handed out, from there to `signed_seq` signed: their bytes are in signed_ahead.
import type { Pool } from 'pg'
import { VERIFICATION } from './control-sets.ts'
import { transaction, type Sql } from './database.ts'
import { SERVED, SIGNED } from './signed-ahead.ts'

/** A SET as it was signed. */
export type KeptSet = { jti: string; jws: string }
export type SetRefusal = { jti: string; err: string; description: string | null }

/** What a poll finds of its stream. */
export type PollPlace = {
  acked: number
  served: number
  signed: number
  /** The last of the log. */
  last: number
  epoch: number
  signedFor: string
  since: Date
  /** The `jti`s that were handed out beyond `acked`. */
  window: string[]
  /** There are others: control SETs, or older ones that were handed out. */
  hasOthers: boolean
}

/** From where on, and how many. */
export type Serving = { from: number; limit: number; now: Date }
/**
 * `members` are those of a JSON object, in the order of the log: a thousand rows cost more to send and to read than they do as
 * one text. Neither a `jti` of the hub's nor a compact serialization (RFC 7515 §7.1) has anything to escape. `isTold`: every one
 * has bytes.
 */
export type Served = { upTo: number; count: number; members: string; isTold: boolean }

export type PollStore = ReturnType<typeof createPollStore>

export function createPollStore({ pool, hot }: { pool: Pool; hot: Pool }) {
  return {
    look: (streamId: string): Promise<PollPlace | undefined> => look(hot, streamId),

    /**
     * Hands out: SETs beyond `from`, which is where the stream is acknowledged up to from now on. Undefined where another
     * poll, or a change to the stream, was faster.
     */
    serve: (streamId: string, place: PollPlace, serving: Serving): Promise<Served | undefined> =>
      serve(hot, streamId, place, serving),

    /** Settles what a poll acknowledges and what it refuses, SET by SET; unknown `jti`s are ignored (RFC 8936 §2.4). */
    settle: (settled: Settled): Promise<void> =>
      transaction(pool, async (sql) => {
        await setAside(sql, settled.streamId)
        await acknowledge(sql, settled)
        await refuse(sql, settled)
      }),

    /** Parks what was handed out and has no bytes, for want of an identifier. */
    bury: (streamId: string, why: { err: string; description: string }): Promise<void> =>
      transaction(pool, (sql) => bury(sql, streamId, why)),

    outstanding: (wanted: Wanted) => outstanding(pool, wanted),

    /** The bytes of what is handed out, where an erasure took them; false where another was faster. */
    async keepAgain(
      streamId: string,
      seq: number,
      { jws, kid }: { jws: string; kid: string | null },
    ): Promise<boolean> {
      const { rowCount } = await pool.query(
        `update delivery_exception set jws = $3, kid = $4 where stream_id = $1 and seq = $2 and state = 'polled' and jws = ''`,
        [streamId, seq, jws, kid],
      )
      return rowCount === 1
    },
    unsignedControls: (wanted: Wanted) => unsignedControls(pool, wanted),

    /** Keeps a control SET's bytes, the first ones that anybody made. */
    async keepControl(jti: string, { jws, kid }: { jws: string; kid: string }): Promise<void> {
      await pool.query('update control_set set jws = $2, kid = $3 where jti = $1 and jws is null', [
        jti,
        jws,
        kid,
      ])
    },
  }
}

type LookRow = Record<'acked' | 'served' | 'signed' | 'last', string> & {
  window: string
} & Pick<PollPlace, 'epoch' | 'signedFor' | 'since' | 'hasOthers'>

/** Primary keys; indexes control_set(stream_id, created_at), delivery_exception_polled. */
const LOOK = `
select c.acked_seq as acked, ${SERVED} as served, ${SIGNED} as signed, h.next_seq - 1 as last,
  c.signed_epoch as epoch, c.signed_for as "signedFor", c.acked_at as since,
  coalesce((select string_agg(jti, ' ') from signed_ahead
    where stream_id = $1 and seq > c.acked_seq and seq <= c.served_seq), '') as window,
  exists (select from control_set where stream_id = $1 and settled_at is null)
    or exists (select from delivery_exception where stream_id = $1 and state = 'polled') as "hasOthers"
from stream_cursor c join stream_head h on h.stream_id = c.stream_id where c.stream_id = $1`

/** Exported for the test of its plan. */
export async function look(hot: Sql, streamId: string): Promise<PollPlace | undefined> {
  const { rows } = await hot.query<LookRow>({
    name: 'poll-look',
    text: LOOK,
    values: [streamId],
  })
  if (!rows[0]) return undefined
  const { acked, served, signed, last, window, ...rest } = rows[0]
  return {
    ...rest,
    acked: Number(acked),
    served: Number(served),
    signed: Number(signed),
    last: Number(last),
    window: window === '' ? [] : window.split(' '),
  }
}

/**
 * All that was signed is handed out where that is less than the limit, and with it places that have nothing to tell; what
 * nobody is to acknowledge is settled at once. The epoch keeps a look from being acted on that is older than the bytes:
 * what was given up since and signed anew has another.
 */
const SERVE = `
with next as materialized (
  select seq, jti, jws from signed_ahead where stream_id = $1 and seq > $5 and seq <= $4 order by seq limit $7),
moved as (
  update stream_cursor set
    served_seq = case when (select count(*) from next) < $7 then $4 else greatest($3, (select max(seq) from next)) end,
    acked_seq = case when $7 > 0 and not exists (select from next) then $4 else $5 end,
    acked_at = greatest(acked_at, (select at from signed_ahead
      where stream_id = $1 and seq > $2 and seq <= $5 order by seq desc limit 1))
  where stream_id = $1 and acked_seq = $2 and ${SERVED} = $3 and signed_epoch = $6
  returning served_seq),
gone as (
  delete from signed_ahead where stream_id = $1 and seq > $2 and seq <= $5 and exists (select from moved) returning seq, jti),
forgotten as (
  delete from delivery_exception
  where stream_id = $1 and seq > $2 and seq <= $5 and state = 'retry' and exists (select from moved)),
told as (
  insert into attempt (stream_id, seq, jti, outcome, duration_ms, at) select $1, seq, jti, 'accepted', 0, $8 from gone)
select m.served_seq as served, n.* from moved m, (
  select count(*)::int as count, max(seq) as last, coalesce(bool_and(jws <> ''), true) as "isTold",
    coalesce(string_agg('"' || jti || '":"' || jws || '"', ','), '') as members from next) n`

type ServeRow = { served: string; last: string | null } & Omit<Served, 'upTo'>

/** Exported for the test of its plan. */
export async function serve(
  hot: Sql,
  streamId: string,
  { acked, served, signed, epoch }: PollPlace,
  { from, limit, now }: Serving,
): Promise<Served | undefined> {
  const { rows } = await hot.query<ServeRow>({
    name: 'poll-serve',
    text: SERVE,
    values: [streamId, acked, served, signed, from, epoch, limit, now],
  })
  if (!rows[0]) return undefined
  const { served: upTo, last, ...given } = rows[0]
  return { ...given, upTo: given.count < limit ? Number(upTo) : Number(last ?? from) }
}

/** For a poll that settles not all of it: what is handed out beyond the acknowledged place is kept SET by SET from here on. */
async function setAside(sql: Sql, streamId: string): Promise<void> {
  const { rows } = await sql.query<{ acked: string; served: string }>(
    `select acked_seq as acked, ${SERVED} as served from stream_cursor where stream_id = $1 for update`,
    [streamId],
  )
  const [place] = rows
  if (!place || place.acked === place.served) return
  await sql.query(
    `with aside as (
       delete from signed_ahead where stream_id = $1 and seq > $2 and seq <= $3 returning *),
     kept as (
       insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid)
       select stream_id, seq, event_id, jti, 'polled', jws, kid from aside
       on conflict (stream_id, seq) do update set state = 'polled' where delivery_exception.state = 'retry')
     update stream_cursor set acked_seq = $3, acked_at = greatest(acked_at, (select max(at) from aside)) where stream_id = $1`,
    [streamId, place.acked, place.served],
  )
}

/** Where nothing else is handed out beyond the acknowledged place, that is settled too. */
async function bury(
  sql: Sql,
  streamId: string,
  { err, description }: { err: string; description: string },
): Promise<void> {
  await sql.query(
    `with dead as (
       delete from signed_ahead where stream_id = $1 and jws = ''
         and seq <= (select ${SERVED} from stream_cursor where stream_id = $1) returning *)
     insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, err, description)
     select stream_id, seq, event_id, jti, 'dead', '', $2, $3 from dead
     on conflict do nothing`,
    [streamId, err, description],
  )
  await sql.query(
    `update stream_cursor c set acked_seq = ${SERVED} where stream_id = $1 and not exists (
       select from signed_ahead where stream_id = $1 and seq > c.acked_seq and seq <= ${SERVED})`,
    [streamId],
  )
}

/** At most `limit` SETs of a stream. One that is not enabled tells what its status is, and nothing else (SSF 1.0 §8.1.2.1, §8.1.5). */
type Wanted = { streamId: string; isEnabled: boolean; limit: number }

const OPEN_CONTROLS = `control_set where stream_id = $1 and settled_at is null and ($3 or type <> '${VERIFICATION}')`

/** `jws` is empty where an erasure took the bytes; control SETs have no place in the log. */
export type Outstanding = KeptSet & { seq: number | null }

/** SETs handed out before and not acknowledged: control SETs first, then in log order. */
async function outstanding(
  sql: Sql,
  { streamId, isEnabled, limit }: Wanted,
): Promise<Outstanding[]> {
  const { rows } = await sql.query<KeptSet & { seq: string | null }>(
    `(select null as seq, jti, jws from ${OPEN_CONTROLS} and jws is not null order by created_at limit $2)
     union all
     (select seq, jti, jws from delivery_exception where $3 and stream_id = $1 and state = 'polled' order by seq limit $2)
     limit $2`,
    [streamId, limit, isEnabled],
  )
  return rows.map(({ seq, ...set }) => ({ ...set, seq: seq === null ? null : Number(seq) }))
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
