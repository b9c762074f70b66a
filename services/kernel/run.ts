import type { Router } from 'express'
import type { Logger } from './log.ts'
import { errorText } from './errors.ts'

/** One part of the hub: HTTP routes, a loop, or both. */
export type Service = {
  name: string
  routes?: Router
  /** Resolves after the signal aborts and the work in hand is done; rejects only on a fatal fault, which stops its neighbours. */
  run?(signal: AbortSignal): Promise<void>
}

/** Runs every service until one fails or `stop` aborts, then stops the others and waits for them. @throws the first fault */
export async function runServices(
  services: readonly Service[],
  stop: AbortSignal,
  log: Logger,
): Promise<void> {
  const fault = new AbortController()
  const signal = AbortSignal.any([stop, fault.signal])
  const results = await Promise.allSettled(
    services.map(async ({ name, run }) => {
      try {
        await run?.(signal)
        if (run && !signal.aborted) throw new Error(`${name} ended by itself`)
      } catch (error) {
        log.fatal({ service: name, reason: errorText(error) }, 'service failed')
        fault.abort()
        throw error
      }
    }),
  )
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
