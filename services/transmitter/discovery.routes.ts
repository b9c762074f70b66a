import express, { type Router } from 'express'
import { PUSH } from '../../schemas/stream.ts'
import type { Deps } from '../kernel/deps.ts'

/** Where a subscriber finds everything else (SSF 1.0 §7) and the keys that verify the SETs. No authorization. */
export function createDiscoveryRoutes({ config, signer }: Pick<Deps, 'config' | 'signer'>): Router {
  const base = config.issuer.replace(/\/$/, '')
  const router = express.Router()
  router.get(literal(wellKnownPath(config.issuer)), (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').json({
      spec_version: '1_0',
      issuer: config.issuer,
      jwks_uri: `${base}/jwks.json`,
      delivery_methods_supported: [PUSH],
      configuration_endpoint: `${base}/ssf/streams`,
      status_endpoint: `${base}/ssf/status`,
      verification_endpoint: `${base}/ssf/verification`,
      authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }, { spec_urn: 'urn:ietf:rfc:6750' }],
      default_subjects: 'ALL',
    })
  })
  router.get('/jwks.json', (_request, response) => {
    response
      .set('Cache-Control', 'public, max-age=300')
      .type('application/jwk-set+json')
      .send(JSON.stringify(signer.publicKeys()))
  })
  return router
}

/** The well-known part goes between host and path (SSF 1.0 §7.2). */
export function wellKnownPath(issuer: string): string {
  const path = new URL(issuer).pathname.replace(/\/$/, '')
  return `/.well-known/ssf-configuration${path}`
}

/** A path that is to be matched as it is: express reads some of its characters as a pattern. */
const literal = (path: string): string => path.replace(/[:*{}()[\]+?!\\]/g, String.raw`\$&`)
