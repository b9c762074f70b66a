import type { ClientCertificate } from '../kernel/http/client-certificate.ts'

/** The claims of an access token of ours (RFC 9068 §2.2). */
export type Presented = {
  jti: string
  client_id: string
  sub: string
  aud: string
  iat: number
  exp: number
  scope?: string
  cnf?: { jkt?: string; 'x5t#S256'?: string }
}

/** What comes with a request besides what oidc-provider reads, by the copy of it that oidc-provider is given. */
export type PresentedThings = {
  /** The verified token that is to be revoked or introspected. */
  tokens: WeakMap<object, Presented>
  certificates: WeakMap<object, ClientCertificate>
}

export const createPresented = (): PresentedThings => ({
  tokens: new WeakMap(),
  certificates: new WeakMap(),
})
