import type { Clock } from '../../kernel/clock.ts'
import type { Outbound, OutboundResult } from '../../kernel/http/outbound.ts'
import type { AttemptRecord } from '../../kernel/store/deliveries.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'
import { readOutcome, type PushOutcome } from './outcome.ts'

const MAX_RESPONSE_BYTES = 8_192

export type Sent = { outcome: PushOutcome; attempt: AttemptRecord } | 'abandoned'
export type SendDeps = { outbound: Outbound; clock: Clock; timeoutMs: number; stop: AbortSignal }
export type SignedSet = { jws: string; jti: string; kid: string | null; seq: number | null }

/** Pushes one SET (RFC 8935 §2.1). `abandoned` only where the process must stop: then nothing is known. */
export async function send(set: SignedSet, stream: StreamRecord, { outbound, clock, timeoutMs, stop }: SendDeps): Promise<Sent> {
  const result = await outbound.request({
    method: 'POST',
    url: stream.endpointUrl,
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      ...(stream.authorizationHeader === null ? {} : { authorization: stream.authorizationHeader }), // verbatim (SSF 1.0 §6.1.1)
    },
    body: set.jws,
    timeoutMs,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    signal: stop,
  })
  if (result.kind === 'failure' && result.reason === 'aborted') return 'abandoned'
  const at = clock.now()
  const outcome = redact(readOutcome(result, at), stream.authorizationHeader)
  return { outcome, attempt: toAttempt(set, stream.id, { result, outcome, at }) }
}

function toAttempt(
  { jti, kid, seq }: SignedSet,
  streamId: string,
  { result, outcome, at }: { result: OutboundResult; outcome: PushOutcome; at: Date },
): AttemptRecord {
  const answer = result.kind === 'answer' ? result : undefined
  return {
    streamId,
    seq,
    jti,
    kid,
    outcome: outcome.kind,
    httpStatus: answer?.status ?? null,
    err: outcome.kind === 'accepted' ? null : outcome.err,
    description: outcome.kind === 'accepted' ? null : outcome.description,
    durationMs: Math.round(result.durationMs),
    reused: answer?.reusedConnection ?? null,
    remote: answer?.remoteAddress ?? null,
    at,
  }
}

/** A receiver that repeats our credential in its error must not make us keep it in the clear. */
function redact(outcome: PushOutcome, authorization: string | null): PushOutcome {
  if (outcome.kind === 'accepted' || authorization === null) return outcome
  const credential = authorization.split(' ').at(-1) ?? authorization
  const clean = (text: string) =>
    text.replaceAll(authorization, '[redacted]').replaceAll(credential, '[redacted]').replaceAll('\u0000', '')
  return { ...outcome, err: clean(outcome.err), description: clean(outcome.description) }
}
