import { atMost, type Clock } from '../../kernel/clock.ts'
import type { ApiResult, Session } from '../../kernel/upstream/session.ts'
import { LONG_POLL_MS, readPoll, type PolledSets } from './poll-answer.ts'
import { FIRST_PLAN, nextPoll, type Polled, type PollPlan } from './poll-plan.ts'
import type { SetErr, Taken } from './take-sets.ts'

const ACK_MS = 5_000
/** At shutdown the last acknowledgements get this long; what they do not say comes again. */
const LAST_ACK_MS = 1_500
const MAX_BYTES = 4 * 1_024 * 1_024

export type PollDeps = {
  session: Pick<Session, 'request'>
  endpointUrl: string
  clock: Clock
  random: () => number
  /** Judges and stores; resolves when what it acknowledges is on disk. */
  take: (sets: Readonly<Record<string, string>>) => Promise<Taken>
  /** Told of each poll, and of the next one. */
  onPolled: (polled: Polled, next: PollPlan) => void
}

/** What the transmitter is still to be told: kept until it has answered a poll that said so. */
type Unsaid = { ack: readonly string[]; setErrs: ReadonlyMap<string, SetErr> }

/**
 * Polls one stream (RFC 8936) until the signal aborts: a poll acknowledges what the one before brought, and only what is on
 * disk. What is lost between store and acknowledgement comes again and is known.
 */
export async function pollStream(deps: PollDeps, signal: AbortSignal): Promise<void> {
  let plan = FIRST_PLAN
  let unsaid = NOTHING
  while (!signal.aborted) {
    const startedAt = performance.now()
    const answer = readPoll(await ask(deps, { ...unsaid, maxEvents: plan.maxEvents }, signal))
    // Only an answer shows that it was heard.
    if (answer.kind === 'sets') unsaid = NOTHING
    let polled: Polled
    if (answer.kind === 'sets') {
      const tookMs = performance.now() - startedAt
      const taken = await deps.take(answer.sets)
      unsaid = { ack: taken.ack, setErrs: taken.setErrs }
      polled = { kind: 'answered', ...countsOf(answer, taken), tookMs }
    } else polled = answer
    if (isStopped(signal)) break
    plan = nextPoll(plan, polled, deps.random())
    deps.onPolled(polled, plan)
    // Who waits tells first what is on disk, so that it need not come again meanwhile.
    if (plan.waitMs > 0 && (await tell(deps, unsaid, ACK_MS))) unsaid = NOTHING
    await deps.clock.sleep(plan.waitMs, signal)
  }
  await tell(deps, unsaid, LAST_ACK_MS)
}

const NOTHING: Unsaid = { ack: [], setErrs: new Map() }

/** It may have been aborted since it was looked at last. */
const isStopped = (signal: AbortSignal): boolean => signal.aborted

const countsOf = ({ sets, moreAvailable }: PolledSets, { delayed }: Taken) => ({
  sets: Object.keys(sets).length,
  delayed: delayed.length,
  moreAvailable,
})

/** Acknowledges alone (RFC 8936 §2.4.2); true where it was heard. */
async function tell(deps: PollDeps, unsaid: Unsaid, timeoutMs: number): Promise<boolean> {
  const body = bodyOf(unsaid)
  if (Object.keys(body).length === 0) return false
  let isHeard = false
  const asking = send(deps, { ...body, maxEvents: 0, returnImmediately: true }, timeoutMs)
  await atMost(
    deps.clock,
    timeoutMs,
    asking.then((result) => (isHeard = readPoll(result).kind === 'sets')),
  )
  return isHeard
}

const bodyOf = ({ ack, setErrs }: Unsaid): object => ({
  ...(ack.length > 0 && { ack }),
  ...(setErrs.size > 0 && { setErrs: Object.fromEntries(setErrs) }),
})

const ask = (
  deps: PollDeps,
  { maxEvents, ...unsaid }: Unsaid & { maxEvents: number },
  signal: AbortSignal,
): Promise<ApiResult> =>
  send(deps, { ...bodyOf(unsaid), maxEvents, returnImmediately: false }, LONG_POLL_MS, signal)

const send = (
  { session, endpointUrl }: PollDeps,
  body: object,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<ApiResult> =>
  session.request({
    method: 'POST',
    url: endpointUrl,
    body,
    timeoutMs,
    maxResponseBytes: MAX_BYTES,
    isLongPoll: true,
    // The language of the descriptions (RFC 8936 §2.6).
    ...('setErrs' in body && { headers: { 'content-language': 'en' } }),
    ...(signal && { signal }),
  })
