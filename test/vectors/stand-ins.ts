import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import type { Outbound } from '../../services/kernel/http/outbound.ts'

/** Who is not here: AWS, which wants to be visited, and an issuer of tokens and SETs whose keys nobody published. */
export type StandIns = AsyncDisposable & {
  jwks: { keys: Record<string, unknown>[] }
  jwksUri: string
  /** Signed by RS256. */
  sign(claims: JWTPayload | string, typ: string): Promise<string>
  /** URLs of AWS that were visited. */
  visited: string[]
  /** The way out, with AWS led here. */
  outbound(real: Outbound): Outbound
}

export async function openStandIns(): Promise<StandIns> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const header = { alg: 'RS256', kid: 'stand-in' }
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), ...header }] }
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(request.url === '/jwks' ? JSON.stringify(jwks) : '{}')
  })
  const base = await listen(server)
  const visited: string[] = []
  return {
    jwks,
    jwksUri: `${base}/jwks`,
    // A published payload is signed as it is written, whatever it lacks.
    sign: (claims, typ) =>
      new SignJWT(typeof claims === 'string' ? (JSON.parse(claims) as JWTPayload) : claims)
        .setProtectedHeader({ ...header, typ })
        .sign(privateKey),
    visited,
    outbound: (real) => ({
      request: (wanted) => {
        if (!/^https:\/\/sns\.[a-z0-9-]+\.amazonaws\.com\//.test(wanted.url))
          return real.request(wanted)
        visited.push(wanted.url)
        return real.request({ ...wanted, url: `${base}/aws` })
      },
      close: () => real.close(),
    }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return `http://127.0.0.1:${String(port)}`
}
