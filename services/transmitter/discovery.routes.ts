import express, { type Router } from 'express'
import { POLL, PUSH } from '../../schemas/stream.ts'
import type { Deps } from '../kernel/deps.ts'
import type { Issuers } from '../kernel/http/issuers.ts'

/** Endpoints of an issuer, below its path. */
export const ENDPOINTS = {
  jwks: '/jwks.json',
  streams: '/ssf/streams',
  status: '/ssf/status',
  verification: '/ssf/verification',
  addSubject: '/ssf/subjects/add',
  removeSubject: '/ssf/subjects/remove',
  poll: '/ssf/poll',
  receipts: '/ssf/receipts',
} as const

/** An issuer's endpoint as a URL. */
export const endpointOf = (issuer: string, name: keyof typeof ENDPOINTS): string =>
  `${issuer.replace(/\/$/, '')}${ENDPOINTS[name]}`

/** Where a subscriber finds everything else (SSF 1.0 §7) and the keys that verify the SETs. No authorization. */
export function createDiscoveryRoutes({
  config,
  signer,
  issuers,
}: Pick<Deps, 'config' | 'signer'> & { issuers: Issuers }): Router {
  const router = express.Router()
  // risc-configuration: SSF 1.0 §7.2.2, for those who know the older name.
  router.get(
    ['/.well-known/ssf-configuration', '/.well-known/risc-configuration'],
    (request, response) => {
      const { issuer } = issuers.of(request)
      response.set('Cache-Control', 'public, max-age=300').json({
        spec_version: '1_0',
        issuer,
        jwks_uri: endpointOf(issuer, 'jwks'),
        delivery_methods_supported: [PUSH, POLL],
        configuration_endpoint: endpointOf(issuer, 'streams'),
        status_endpoint: endpointOf(issuer, 'status'),
        add_subject_endpoint: endpointOf(issuer, 'addSubject'),
        remove_subject_endpoint: endpointOf(issuer, 'removeSubject'),
        verification_endpoint: endpointOf(issuer, 'verification'),
        ...(config.criticalSubjectMembers.length === 0
          ? {}
          : { critical_subject_members: config.criticalSubjectMembers }),
        authorization_schemes: [
          { spec_urn: 'urn:ietf:rfc:6749' },
          { spec_urn: 'urn:ietf:rfc:6750' },
        ],
        default_subjects: 'ALL',
      })
    },
  )
  router.get(ENDPOINTS.jwks, (_request, response) => {
    response
      .set('Cache-Control', 'public, max-age=300')
      .type('application/jwk-set+json')
      .send(JSON.stringify(signer.publicKeys()))
  })
  return router
}
