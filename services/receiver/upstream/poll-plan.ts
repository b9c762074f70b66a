import { backoffMs } from './backoff.ts'

/** What came of one poll. */
export type Polled =
  | {
      kind: 'answered'
      sets: number
      /** SETs that can neither be accepted nor refused now, for keys or database are away. */
      delayed: number
      moreAvailable: boolean
      tookMs: number
    }
  /** The transmitter held the request as long as we wait: there was nothing. */
  | { kind: 'nothing-in-time' }
  /** The answer was longer than what is read. */
  | { kind: 'too-long' }
  | { kind: 'failed'; reason: string; status?: number; retryAfterSeconds?: number }

export type PollPlan = {
  /** At most so many SETs are asked for. */
  maxEvents: number
  waitMs: number
  /** Polls in a row that came to nothing. */
  failures: number
  /** Polls in a row that were answered at once and empty. */
  idle: number
}

export const MOST_EVENTS = 100

export const FIRST_PLAN: PollPlan = { maxEvents: MOST_EVENTS, waitMs: 0, failures: 0, idle: 0 }

/** Who answers sooner than this does not wait for events (RFC 8936 §2.4: a long poll "typically" brings one or more). */
const AT_ONCE_MS = 1_000
const LONGEST_IDLE_MS = 10_000

/** Pure: when to poll next, and for how much. */
export function nextPoll(plan: PollPlan, polled: Polled, random: number): PollPlan {
  switch (polled.kind) {
    case 'nothing-in-time':
      return { ...plan, waitMs: 0, failures: 0, idle: 0 }
    case 'too-long':
      // Fewer; one alone that is too long is a failure that lasts.
      return plan.maxEvents > 1
        ? { ...plan, maxEvents: Math.floor(plan.maxEvents / 2), waitMs: 0 }
        : failed(plan, random)
    case 'failed':
      return failed(plan, random, polled.retryAfterSeconds)
    case 'answered':
      return answered(plan, polled, random)
  }
}

function answered(
  plan: PollPlan,
  { sets, delayed, moreAvailable, tookMs }: Extract<Polled, { kind: 'answered' }>,
  random: number,
): PollPlan {
  // Who was not acknowledged comes again at once: without a wait that would be a tight loop.
  if (delayed > 0) return failed(plan, random)
  const maxEvents = Math.min(MOST_EVENTS, plan.maxEvents * 2)
  if (sets > 0) return { maxEvents, waitMs: 0, failures: 0, idle: 0 }
  if (tookMs >= AT_ONCE_MS) return { maxEvents, waitMs: 0, failures: 0, idle: 0 }
  // Answered at once with nothing, perhaps even with a promise of more.
  const idle = plan.idle + 1
  const waitMs = Math.min(LONGEST_IDLE_MS, (moreAvailable ? 50 : 250) * 2 ** Math.min(idle, 10))
  return { maxEvents, waitMs: Math.round(waitMs * (0.8 + 0.4 * random)), failures: 0, idle }
}

function failed(plan: PollPlan, random: number, retryAfterSeconds?: number): PollPlan {
  const failures = plan.failures + 1
  return { ...plan, failures, idle: 0, waitMs: backoffMs(failures, random, retryAfterSeconds) }
}
