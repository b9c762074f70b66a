import type { Response } from 'express'
import { ERROR_STATUS } from '../errors.ts'
import { DPOP_ALGS } from '../set/dpop.ts'

/** Why a request to a protected resource is refused (RFC 6750 §3.1, RFC 9449 §7.1, §9). */
export type Refusal =
  | { error: 'unauthenticated' }
  | {
      error:
        | 'invalid_request'
        | 'invalid_token'
        | 'insufficient_scope'
        | 'invalid_dpop_proof'
        | 'use_dpop_nonce'
      description: string
    }

const STATUS = {
  unauthenticated: ERROR_STATUS.unauthenticated,
  invalid_request: ERROR_STATUS.invalid_request,
  invalid_token: ERROR_STATUS.invalid_token,
  insufficient_scope: ERROR_STATUS.insufficient_scope,
  invalid_dpop_proof: ERROR_STATUS.invalid_token,
  use_dpop_nonce: ERROR_STATUS.invalid_token,
} as const satisfies Record<Refusal['error'], number>

const OF_PROOFS: readonly Refusal['error'][] = ['invalid_dpop_proof', 'use_dpop_nonce']

export type Challenge = { realm: string; attributes?: Record<string, string>; hasDpop?: boolean }

/**
 * Refuses with one challenge a scheme. A request without any credential is told no error (RFC 6750 §3.1). What concerns the
 * proof alone is told in the DPoP challenge.
 */
export function refuse(response: Response, refusal: Refusal, challenge: Challenge): void {
  const { realm, attributes = {}, hasDpop = false } = challenge
  const status = STATUS[refusal.error]
  const detail =
    refusal.error === 'unauthenticated'
      ? 'Send an access token in the Authorization header'
      : refusal.description
  const told =
    refusal.error === 'unauthenticated'
      ? {}
      : { error: refusal.error, error_description: refusal.description }
  const bearer = write('Bearer', {
    realm,
    ...(OF_PROOFS.includes(refusal.error) ? {} : told),
    ...attributes,
  })
  const dpop = write('DPoP', { realm, ...told, ...attributes, algs: DPOP_ALGS.join(' ') })
  response
    .status(status)
    .set({ 'WWW-Authenticate': hasDpop ? [bearer, dpop] : bearer, 'Cache-Control': 'no-store' })
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:ssf-hub:problem:${refusal.error}`,
        title: refusal.error.replaceAll('_', ' '),
        status,
        detail,
      }),
    )
}

/** Values are ours: none has a quote or a backslash (RFC 6750 §3). */
const write = (scheme: string, attributes: Record<string, string>): string =>
  `${scheme} ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value.replaceAll(/[^\x20-\x7e]|["\\]/g, '')}"`)
    .join(', ')}`
