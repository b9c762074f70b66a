import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SigningKit } from '../set-kit.ts'

/** The doctor as an issuer: metadata and keys on loopback, for a receiver that discovers them. */
export async function serveIssuer(
  kit: SigningKit,
  port: number,
): Promise<AsyncDisposable & { issuer: string; jwksUri: string }> {
  const server = createServer((request, response) => {
    const document = documents().get(request.url ?? '')
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(document ?? {}))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}` // listening on TCP
  const jwksUri = `${issuer}/jwks.json`
  const documents = () =>
    new Map<string, object>([
      ['/.well-known/ssf-configuration', { spec_version: '1_0', issuer, jwks_uri: jwksUri }],
      ['/jwks.json', { keys: [kit.publicJwk] }],
    ])
  return {
    issuer,
    jwksUri,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
