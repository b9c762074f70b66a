/** The claims of an access token of ours (RFC 9068 §2.2). */
export type Presented = {
  jti: string
  client_id: string
  sub: string
  aud: string
  iat: number
  exp: number
  scope?: string
  cnf?: { jkt?: string }
}

/** The verified token that a request wants revoked or introspected. */
export type PresentedTokens = WeakMap<object, Presented>

export const createPresented = (): PresentedTokens => new WeakMap()
