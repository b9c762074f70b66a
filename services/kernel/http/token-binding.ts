import type { Request } from 'express'
import type { Deps } from '../deps.ts'
import { verifyDpopProof } from '../set/dpop.ts'
import type { Binding, Grant } from '../set/grants.ts'
import type { Credential } from './authorization-header.ts'
import type { Refusal } from './challenge.ts'
import { thumbprint } from './client-certificate.ts'
import type { Issuer } from './issuers.ts'
import { pathOf } from './issuers.ts'

export type Token = Extract<Credential, { kind: 'token' }>
export type Use = {
  request: Request
  at: Issuer
  deps: Pick<Deps, 'store' | 'clock' | 'certificates' | 'dpopNonces'>
}

/** A token that is bound comes with what it is bound to, and a proof with a token that is bound to its key. */
export async function checkBinding(
  { binding, subscriber }: Grant,
  given: Token,
  use: Use,
): Promise<Refusal | undefined> {
  const wrong = checkCertificate(binding, use)
  if (wrong) return wrong
  if (binding.jkt === undefined) {
    if (given.scheme === 'DPoP') return bad('The access token is not bound to a DPoP key')
    return subscriber.requireDpop ? bad('This subscriber must use DPoP') : undefined
  }
  // RFC 9449 §7.1, §7.2
  if (given.scheme !== 'DPoP') return bad('The access token is bound to a key: send it as DPoP')
  return checkProof(binding.jkt, given.token, use)
}

/** RFC 8705 §3: 401 invalid_token where the certificate is another, or none. */
function checkCertificate(
  { 'x5t#S256': expected }: Binding,
  { request, deps: { certificates } }: Use,
): Refusal | undefined {
  if (expected === undefined) return undefined
  const shown = certificates.of(request)
  if (!shown) return bad('The access token is bound to a certificate, and none came')
  return thumbprint(shown.certificate) === expected
    ? undefined
    : bad('The access token is bound to another certificate')
}

async function checkProof(jkt: string, token: string, use: Use): Promise<Refusal | undefined> {
  const { request, at, deps } = use
  const { dpop } = request.headers
  // Node joins repeated headers by a comma, which no JWT has.
  if (typeof dpop !== 'string') return badProof('the DPoP header is missing')
  const url = `${at.issuer.replace(/\/$/, '')}${pathOf(request)}`
  const { method } = request
  const now = deps.clock.now()
  const proof = await verifyDpopProof(dpop, { method, url, token, now, nonces: deps.dpopNonces })
  if (!proof.ok) return proof.isNonceMissing ? NONCE_WANTED : badProof(proof.reason)
  if (proof.jkt !== jkt) return bad('The access token is bound to another key')
  const parts = ['dpop', proof.jkt, proof.jti]
  const isFirst = await deps.store.oauthTokens.useOnce(parts, proof.tooOldAt)
  return isFirst ? undefined : badProof('it was used before')
}

const bad = (description: string): Refusal => ({ error: 'invalid_token', description })
const badProof = (reason: string): Refusal => ({
  error: 'invalid_dpop_proof',
  description: `The DPoP proof is refused: ${reason}`,
})
const NONCE_WANTED: Refusal = {
  error: 'use_dpop_nonce', // RFC 9449 §9
  description: 'The DPoP proof needs the nonce of the DPoP-Nonce header',
}
