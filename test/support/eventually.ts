import { vi } from 'vitest'

/** Waits until `check` passes: far longer than it takes, for machines that have other things to do. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 })
