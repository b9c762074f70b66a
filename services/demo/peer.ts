import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { systemClock } from '../kernel/clock.ts'
import { close, listen } from './listen.ts'

/** What a peer says happened. */
export type Said = { type: string; subject: object; payload: object; txn: string }

/** Another SSF transmitter: its own keys, served as a JWK Set, and SETs pushed to whoever listens. */
export type Peer = {
  issuer: string
  jwksUri: string
  /** Signs a SET and pushes it (RFC 8935 §2.1); answers what the listener answered. */
  push(url: string, said: Said): Promise<{ status: number; body: string }>
  close(): Promise<void>
}

export async function startPeer(audience: string): Promise<Peer> {
  const kid = randomUUID()
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] }
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/jwk-set+json' })
      .end(JSON.stringify(jwks))
  })
  const issuer = `http://127.0.0.1:${String(await listen(server))}`
  const sign = ({ type, subject, payload, txn }: Said) =>
    new SignJWT({ txn, sub_id: subject, events: { [type]: payload } })
      .setProtectedHeader({ alg: 'ES256', typ: 'secevent+jwt', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(systemClock.now())
      .sign(privateKey)
  return {
    issuer,
    jwksUri: `${issuer}/jwks.json`,
    async push(url, said) {
      const headers = { 'content-type': 'application/secevent+jwt', accept: 'application/json' }
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: await sign(said),
        redirect: 'error',
      })
      return { status: response.status, body: await response.text() }
    },
    close: () => close(server),
  }
}
