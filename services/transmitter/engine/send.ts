import type { Clock } from '../../kernel/clock.ts'
import type { Outbound, OutboundResult } from '../../kernel/http/outbound.ts'
import type { AttemptRecord } from '../../kernel/store/deliveries.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'
import { isAccepted, readOutcome, type PushOutcome } from './outcome.ts'

const MAX_RESPONSE_BYTES = 8_192

export type Sent = { outcome: PushOutcome; attempt: AttemptRecord } | 'abandoned'
export type SendDeps = {
  outbound: Outbound
  clock: Clock
  config: { pushTimeoutMs: number }
  stop: AbortSignal
}
export type SignedSet = { jws: string; jti: string; kid: string | null; seq: number | null }

/** Pushes one SET (RFC 8935 §2.1). `abandoned` only where the process must stop: then nothing is known. */
export async function send(
  set: SignedSet,
  stream: StreamRecord,
  { outbound, clock, config, stop }: SendDeps,
): Promise<Sent> {
  const result = await outbound.request({
    method: 'POST',
    url: stream.endpointUrl,
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      ...(stream.authorizationHeader === null ? {} : { authorization: stream.authorizationHeader }), // verbatim (SSF 1.0 §6.1.1)
    },
    body: set.jws,
    timeoutMs: config.pushTimeoutMs,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    signal: stop,
  })
  if (result.kind === 'failure' && result.reason === 'aborted') return 'abandoned'
  const at = clock.now()
  if (isAccepted(result)) {
    const outcome = { kind: 'accepted' } as const
    return { outcome, attempt: toAttempt(set, stream.id, { result, outcome, at }) }
  }
  const clean = redactor(stream.authorizationHeader)
  // Before the answer is read, since an excerpt may cut a credential in two; and after, since JSON may have hidden it.
  const answer = result.kind === 'answer' ? { ...result, body: clean(result.body) } : result
  const outcome = redact(readOutcome(answer, at), clean)
  return { outcome, attempt: toAttempt(set, stream.id, { result: answer, outcome, at }) }
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
    durationMs: Math.round(result.durationMs),
    reused: answer?.reusedConnection ?? null,
    remote: answer?.remoteAddress ?? null,
    phases: result.phases ?? null,
    ...wordsOf(outcome, answer),
    at,
  }
}

/** What was said, where it was not yes. PostgreSQL's text holds no NUL. */
function wordsOf(
  outcome: PushOutcome,
  answer: { body: string } | undefined,
): Pick<AttemptRecord, 'err' | 'description' | 'response'> {
  if (outcome.kind === 'accepted') return { err: null, description: null, response: null }
  const { err, description } = outcome
  return { err, description, response: answer?.body.replaceAll('\u0000', '') || null }
}

/** Shorter ones are no secrets, and taking them out would leave the text unreadable. */
const SHORTEST_SECRET_CHARS = 6

/** A receiver that repeats our credential in its error must not make us keep it in the clear. */
function redactor(authorization: string | null): (text: string) => string {
  const header = authorization?.trim() ?? ''
  const secrets = [header, header.split(' ').at(-1) ?? '']
    .flatMap((secret) => [secret, secret.replaceAll('/', String.raw`\/`)]) // as some JSON writers escape it
    .filter(({ length }) => length >= SHORTEST_SECRET_CHARS)
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
}

const redact = (outcome: PushOutcome, clean: (text: string) => string): PushOutcome =>
  outcome.kind === 'accepted'
    ? outcome
    : { ...outcome, err: clean(outcome.err), description: clean(outcome.description) }
