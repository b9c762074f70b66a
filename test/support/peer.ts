import { randomUUID } from 'node:crypto'
import {
  CompactSign,
  exportJWK,
  generateKeyPair,
  type CompactJWSHeaderParameters,
  type JWK,
} from 'jose'

export type Claims = Record<string, unknown>

/** A foreign SSF transmitter that can also sign what it should not. */
export type TestPeer = {
  issuer: string
  audience: string
  jwks: { keys: JWK[] }
  /** The claims of a proper SET, some of them replaced; `undefined` leaves one out. */
  claims(replaced?: Claims): Claims
  sign(claims?: Claims, header?: Partial<CompactJWSHeaderParameters>): Promise<string>
}

export const SESSION_REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

export async function createPeer(issuer = 'https://peer.example'): Promise<TestPeer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const kid = randomUUID()
  const audience = 'https://hub.example/ingest'
  const claims = (replaced: Claims = {}): Claims => ({
    iss: issuer,
    aud: audience,
    jti: randomUUID(),
    iat: Math.floor(Date.now() / 1000),
    sub_id: { format: 'email', email: 'jane@example.com' },
    events: { [SESSION_REVOKED]: { event_timestamp: 1_700_000_000 } },
    ...replaced,
  })
  return {
    issuer,
    audience,
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] },
    claims,
    sign: (given = claims(), header = {}) =>
      new CompactSign(Buffer.from(JSON.stringify(given)))
        .setProtectedHeader({ alg: 'ES256', typ: 'secevent+jwt', kid, ...header })
        .sign(privateKey),
  }
}

export const SET_HEADERS = {
  'content-type': 'application/secevent+jwt',
  accept: 'application/json',
}
