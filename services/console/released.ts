import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { CONSOLE_SOURCE } from '../kernel/identity/severity.ts'
import type { StoredSignal } from '../kernel/store/signals.ts'

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

/** Tells the bus of an approved revocation's signals; where it is away, the sweep does. */
export function publishEntered(
  stored: readonly StoredSignal[],
  { bus, log, metrics }: Pick<Deps, 'bus' | 'log' | 'metrics'>,
): void {
  if (stored.length === 0) return
  metrics.signalsStored.inc({ kind: CONSOLE_SOURCE }, stored.filter(({ isNew }) => isNew).length)
  const signals = stored.map(({ id, orderKey }) => ({ id, key: orderKey }))
  bus.publish('ssf.signals', signals).catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'revocation not published, the sweep will')
  })
}
