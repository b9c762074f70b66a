import { backoffMs } from './backoff.ts'

// A receiver that stumbles over one SET answers it as one that is down answers all: only others, sent past it, tell.

/** After so many failures in a row a SET is no probe any more, so long as another one can be. */
const SUSPECT_AFTER = 5
/** So often it may fail while others get through; then it is given up alone. */
const GIVE_UP_AFTER = 8
/** Its own waits grow up to this step of the backoff, two minutes: what follows about its subject waits with it. */
const LONGEST_WAIT = 4

/** What is known of a SET that failed and has not got through since. */
export type Suspect = {
  fails: number
  /** How many of them while others got through. */
  alone: number
  /** Another SET was answered for good since its last failure. */
  isContradicted: boolean
  /** Its own wait, beside the stream's. */
  nextAt: Date | null
}

/** By sequence number. */
export type Suspects = Map<number, Suspect>

export const isSuspect = (suspects: Suspects, seq: number): boolean =>
  (suspects.get(seq)?.fails ?? 0) >= SUSPECT_AFTER

export const isWaitingAlone = (suspects: Suspects, seq: number, now: Date): boolean =>
  (suspects.get(seq)?.nextAt ?? now) > now

/** A failure that counts against the stream too. */
export function suspect(suspects: Suspects, seq: number): void {
  const { fails, alone } = suspects.get(seq) ?? { fails: 0, alone: 0 }
  suspects.set(seq, { fails: fails + 1, alone, isContradicted: false, nextAt: null })
}

/** Failed before this process drove the stream, which then failed `streamFails` times in a row: one of them did it. */
export function suspectFromBefore(suspects: Suspects, seq: number, streamFails: number): void {
  if (streamFails >= SUSPECT_AFTER && !suspects.has(seq))
    suspects.set(seq, { fails: SUSPECT_AFTER, alone: 0, isContradicted: false, nextAt: null })
}

/** Another SET was answered for good: the endpoint is well. */
export function contradict(suspects: Suspects): void {
  for (const one of suspects.values()) one.isContradicted = true
}

/** A failure of its own, while the stream is well: true where it is given up. `isFarBehind`: no others may pass it any more, which says as much. */
export function failAlone(
  suspects: Suspects,
  seq: number,
  isFarBehind: boolean,
  wait: { now: Date; random: number; retryAfterSeconds: number | undefined },
): boolean {
  const before = suspects.get(seq) ?? { fails: 0, alone: 0, isContradicted: false }
  const fails = before.fails + 1
  const alone = before.alone + (before.isContradicted || isFarBehind ? 1 : 0)
  if (alone >= GIVE_UP_AFTER) return suspects.delete(seq)
  const step = Math.min(Math.max(1, fails - SUSPECT_AFTER), LONGEST_WAIT)
  const ms = backoffMs(step, wait.random, wait.retryAfterSeconds)
  const nextAt = new Date(wait.now.getTime() + ms)
  suspects.set(seq, { fails, alone, isContradicted: false, nextAt })
  return false
}
