import type { Clock } from '../../kernel/clock.ts'
import type { Lane } from './lane.ts'

/** Clocks are put right by less than this all the time. */
const JUMP_MS = 2_000

/** Tells how many milliseconds the clock was set ahead (or back: negative) since it was asked last; 0 where it was not. */
export function createJumpMeter(
  clock: Pick<Clock, 'now'>,
  steadyMs: () => number = () => performance.now(),
): () => number {
  let [wall, steady] = [clock.now().getTime(), steadyMs()]
  return () => {
    const before = wall - steady
    ;[wall, steady] = [clock.now().getTime(), steadyMs()]
    const jumpMs = wall - steady - before
    return Math.abs(jumpMs) < JUMP_MS ? 0 : jumpMs
  }
}

/** What a lane waits for comes when it would have come, although the clock says another time then. */
export function shiftWaits(lane: Lane, jumpMs: number): void {
  const shift = (at: Date | null) => at && new Date(at.getTime() + jumpMs)
  lane.cursor = { ...lane.cursor, nextAt: shift(lane.cursor.nextAt) }
  for (const one of lane.suspects.values()) one.nextAt = shift(one.nextAt)
}
