import type { Signal } from '../../schemas/signal.ts'
import type { Turn } from '../kernel/store/turns.ts'
import type { Correlated } from './correlated.ts'

/** Finds out who each signal is about and which incident it belongs to. One answer for each, in their order. */
export async function correlate(turn: Turn): Promise<Correlated[]> {
  return turn.signals.map(alone)
}

/** A signal by itself. */
export const alone = (signal: Signal): Correlated => ({
  signal,
  principals: { primary: undefined, members: {} },
  severity: 'info',
  incident: undefined,
})
