import type { Clock } from './clock.ts'

/** Wakes one sleeper; a ring while nobody sleeps is remembered. */
export type Bell = {
  ring(): void
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export function createBell({ clock }: { clock: Clock }): Bell {
  let rung = false
  let sleeper: AbortController | undefined
  return {
    ring: (): void => {
      rung = true
      sleeper?.abort()
    },
    wait: async (ms: number, signal: AbortSignal): Promise<void> => {
      if (!rung) {
        sleeper = new AbortController()
        await clock.sleep(ms, AbortSignal.any([signal, sleeper.signal]))
        sleeper = undefined
      }
      rung = false
    },
  }
}
