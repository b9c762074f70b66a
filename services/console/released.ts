import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'

/** Tells the bus of events that an operator let go; where it is away, the sweep does. */
export function publishReleased(
  released: readonly { id: string; key: string }[],
  { bus, log, metrics }: Pick<Deps, 'bus' | 'log' | 'metrics'>,
): void {
  metrics.eventsMade.inc(released.length)
  bus.publish('ssf.events', released).catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'released events not published, the sweep will')
  })
}
