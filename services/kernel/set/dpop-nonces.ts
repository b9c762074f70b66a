import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'

/** Nonces that prove a DPoP proof to be fresh (RFC 9449 §9): the same in every process that has the master key. */
export type DpopNonces = {
  /** Of the authorization server, which makes its own nonces of it. */
  secret: Buffer
  current(): string
  isFresh(nonce: string): boolean
  /** A nonce is accepted for so long at most. */
  lifetimeMs: number
}

const STEP_MS = 60_000
/** The current step and those before it: one is good for four to five minutes. */
const STEPS = 5

export function createDpopNonces(masterKey: Uint8Array, clock: Clock): DpopNonces {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', masterKey, '', use, 32))
  const key = derive('dpop-nonce/resource-server')
  const at = (step: number) => createHmac('sha256', key).update(String(step)).digest('base64url')
  const now = () => Math.floor(clock.now().getTime() / STEP_MS)
  return {
    secret: derive('dpop-nonce/authorization-server'),
    current: () => at(now()),
    // One step ahead too: another process's clock may be.
    isFresh: (nonce) =>
      Array.from({ length: STEPS + 1 }, (_, back) => at(now() + 1 - back)).some((known) =>
        isSame(known, nonce),
      ),
    lifetimeMs: (STEPS + 1) * STEP_MS,
  }
}

const isSame = (known: string, given: string): boolean => {
  const [a, b] = [Buffer.from(known), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
