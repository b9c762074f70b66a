import type { Circumstances, Reading, VendorKeys } from './adapter.ts'

// For tests of adapters: what they may ask, where nothing is there to be had.

export const NO_KEYS: VendorKeys = {
  jwt: () => Promise.resolve(undefined),
  githubKey: () => Promise.resolve(undefined),
  awsCertificate: () => Promise.resolve(undefined),
}

export const circumstances = (changes: Partial<Circumstances> = {}): Circumstances => ({
  now: new Date('2026-03-26T21:05:32Z'),
  keys: NO_KEYS,
  ...changes,
})

/** With a mapping that finds nothing. */
export const READING: Reading = {
  now: new Date('2026-03-26T21:05:32Z'),
  map: () => Promise.resolve({ ok: true, value: undefined }),
}
