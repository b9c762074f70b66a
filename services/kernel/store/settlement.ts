// What one flush of outcomes writes, as one statement (deliveries.ts runs it).
import type { Phases } from '../../../schemas/delivery.ts'
import { toReals } from './attempt-phases.ts'
import { shardOf } from './leases.ts'

/** How far a stream is settled, and its backoff. */
export type Cursor = {
  streamId: string
  ackedSeq: number
  ackedAt: Date
  /** What is settled beyond `ackedSeq`, among rows that are not. */
  ahead: readonly number[]
  nextAt: Date | null
  failSince: Date | null
  fails: number
  lastFailure: string | null
}

/** One request made for one SET and what came of it. */
export type AttemptRecord = {
  streamId: string
  seq: number | null
  jti: string
  kid: string | null
  outcome: 'accepted' | 'rejected' | 'retry'
  httpStatus: number | null
  err: string | null
  description: string | null
  durationMs: number
  reused: boolean | null
  remote: string | null
  /** What was answered, where it was not accepted; credentials taken out. */
  response: string | null
  phases: Phases | null
  at: Date
}

export type ExceptionRecord = {
  streamId: string
  seq: number
  eventId: string
  jti: string
  state: 'retry' | 'dead'
  jws: string
  kid: string | null
  err: string | null
  description: string | null
}

/** At most one entry a stream in `cursors`, one a (stream, seq) in `exceptions` and `resolved` together. */
export type Settlement = {
  cursors: readonly Cursor[]
  attempts: readonly AttemptRecord[]
  exceptions: readonly ExceptionRecord[]
  resolved: readonly { streamId: string; seq: number }[]
}

/** What receivers said left out, but for codes that are plain. */
export const withoutWords = ({
  cursors,
  attempts,
  exceptions,
  resolved,
}: Settlement): Settlement => ({
  cursors: cursors.map((one) => ({ ...one, lastFailure: one.lastFailure && NOT_STORABLE })),
  attempts: attempts.map((one) => ({ ...one, ...plain(one), response: null })),
  exceptions: exceptions.map((one) => ({ ...one, ...plain(one) })),
  resolved,
})

const NOT_STORABLE = 'the answer cannot be stored'
const plain = ({ err, description }: { err: string | null; description: string | null }) => ({
  err: err === null || /^[\w-]{1,64}$/.test(err) ? err : 'other',
  description: description && NOT_STORABLE,
})

/** $2 to $36 of SETTLE. */
export const settlementColumns = (settlement: Settlement): unknown[] => [
  ...cursorColumns(settlement.cursors),
  ...attemptColumns(settlement.attempts),
  ...exceptionColumns(settlement.exceptions),
  settlement.resolved.map((r) => r.streamId),
  settlement.resolved.map((r) => r.seq),
  settlement.resolved.map((r) => shardOf(r.streamId)),
]

const cursorColumns = (cursors: Settlement['cursors']) => [
  cursors.map((c) => c.streamId),
  cursors.map((c) => shardOf(c.streamId)),
  cursors.map((c) => c.ackedSeq),
  cursors.map((c) => c.ackedAt),
  cursors.map((c) => `{${c.ahead.join()}}`),
  cursors.map((c) => c.nextAt),
  cursors.map((c) => c.failSince),
  cursors.map((c) => c.fails),
  cursors.map((c) => c.lastFailure),
]

const attemptColumns = (attempts: Settlement['attempts']) => [
  attempts.map((a) => a.streamId),
  attempts.map((a) => a.seq),
  attempts.map((a) => a.jti),
  attempts.map((a) => a.kid),
  attempts.map((a) => a.outcome),
  attempts.map((a) => a.httpStatus),
  attempts.map((a) => a.err),
  attempts.map((a) => a.description),
  attempts.map((a) => a.durationMs),
  attempts.map((a) => a.reused),
  attempts.map((a) => a.remote),
  attempts.map((a) => a.response),
  attempts.map((a) => toReals(a.phases)),
  attempts.map((a) => a.at),
]

const exceptionColumns = (exceptions: Settlement['exceptions']) => [
  exceptions.map((x) => x.streamId),
  exceptions.map((x) => x.seq),
  exceptions.map((x) => x.eventId),
  exceptions.map((x) => x.jti),
  exceptions.map((x) => x.state),
  exceptions.map((x) => x.jws),
  exceptions.map((x) => x.err),
  exceptions.map((x) => x.description),
  exceptions.map((x) => x.kid),
]

/** $1 the process. `is true` keeps the look-up of its shards a hash that is made once. */
export const SETTLE = `
with held as materialized (select shard from shard_lease where owner = $1),
advanced as (
  update stream_cursor c set acked_seq = greatest(c.acked_seq, u.acked_seq), acked_at = greatest(c.acked_at, u.acked_at),
    ahead = u.ahead::bigint[], next_at = u.next_at, fail_since = u.fail_since, fails = u.fails, last_failure = u.last_failure
  from unnest($2::text[], $3::smallint[], $4::bigint[], $5::timestamptz[], $6::text[], $7::timestamptz[], $8::timestamptz[],
      $9::int[], $10::text[])
    as u(stream_id, shard, acked_seq, acked_at, ahead, next_at, fail_since, fails, last_failure)
  where c.stream_id = u.stream_id and (u.shard in (select shard from held)) is true),
tried as (
  insert into attempt (stream_id, seq, jti, kid, outcome, http_status, err, description, duration_ms, reused, remote, response, phases, at)
  select stream_id, seq, jti, kid, outcome, http_status, err, description, duration_ms, reused, remote, response,
    phases::real[], at from unnest($11::text[], $12::bigint[], $13::text[], $14::text[], $15::text[], $16::int[], $17::text[],
    $18::text[], $19::int[], $20::boolean[], $21::text[], $22::text[], $23::text[], $24::timestamptz[])
    as a(stream_id, seq, jti, kid, outcome, http_status, err, description, duration_ms, reused, remote, response, phases, at)),
kept as (
  insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, err, description, kid)
  select x.* from unnest($25::text[], $26::bigint[], $27::uuid[], $28::text[], $29::text[], $30::text[], $31::text[], $32::text[],
    $33::text[]) as x(stream_id, seq, event_id, jti, state, jws, err, description, kid)
  cross join lateral (
    select from stream where id = x.stream_id and (shard in (select shard from held)) is true offset 0) s
  on conflict (stream_id, seq) do update set state = excluded.state, err = excluded.err, description = excluded.description,
    jws = coalesce(nullif(delivery_exception.jws, ''), excluded.jws), kid = coalesce(delivery_exception.kid, excluded.kid)
    where delivery_exception.state <> 'expunged')
delete from delivery_exception x using unnest($34::text[], $35::bigint[], $36::smallint[]) as r(stream_id, seq, shard)
where x.stream_id = r.stream_id and x.seq = r.seq and x.state = 'retry' and (r.shard in (select shard from held)) is true`
