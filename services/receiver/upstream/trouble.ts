import type { UpstreamTrouble } from '../../../schemas/upstream.ts'
import { backoffMs } from './backoff.ts'

export type Failure = { step: string; reason: string; retryAfterSeconds?: number | undefined }

/** What keeps failing, by step. */
export type Troubles = Map<string, UpstreamTrouble>

/** What a driver knows beside what is on disk. */
export type Memory = {
  troubles: Troubles
  /** Somebody was told that there is no such stream: it is to be read. */
  isDoubted: boolean
}

/** Notes a failure, and when the step is to be tried again. */
export function fail(
  troubles: Troubles,
  failure: Failure,
  now: Date,
  random: number,
): UpstreamTrouble {
  const before = troubles.get(failure.step)
  const failures = (before?.failures ?? 0) + 1
  const waitMs = backoffMs(failures, random, failure.retryAfterSeconds)
  const trouble = {
    step: failure.step,
    since: before?.since ?? now,
    failures,
    last: failure.reason,
    nextAttemptAt: new Date(now.getTime() + waitMs),
  }
  troubles.set(failure.step, trouble)
  return trouble
}
