import type { ClientCertificates } from '../kernel/http/client-certificate.ts'

/** Endpoints of an issuer's authorization server, below the issuer's path. */
export const ENDPOINTS = {
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  jwks: '/oauth/jwks.json',
} as const

/** An endpoint of an issuer as a URL. */
export const urlOf = (issuer: string, path: string): string => `${issuer.replace(/\/$/, '')}${path}`

const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const

/** How a client may prove who it is: by a certificate only where certificates reach the hub. */
export const authMethods = ({
  authMethods: byCertificate,
}: Pick<ClientCertificates, 'authMethods'>) => [...AUTH_METHODS, ...byCertificate]
/** What it may sign its assertions with. */
export const ASSERTION_ALGS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'] as const
