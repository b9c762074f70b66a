import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

const callers = (env: Record<string, string>) => loadConfig(env).callers

test('by default no client certificates, no nonces, and a limit that only an attack reaches', () => {
  expect(callers({})).toEqual({
    certificates: undefined,
    requiresDpopNonce: false,
    failedRequestsPerMinute: 6_000,
  })
})

test('client certificates come by the hub’s own TLS, or by a header of a trusted proxy', () => {
  const tls = { TLS_CERT_FILE: 'c', TLS_KEY_FILE: 'k' }
  expect(callers({ ...tls, CLIENT_CERTIFICATE_FROM: 'TLS' }).certificates).toEqual({
    from: 'tls',
    caFile: undefined,
  })
  const proxied = { TRUSTED_PROXIES: '10.0.0.0/8', CLIENT_CERTIFICATE_CA_FILE: 'ca' }
  expect(callers({ ...proxied, CLIENT_CERTIFICATE_FROM: 'Client-Cert' }).certificates).toEqual({
    from: { header: 'client-cert' },
    caFile: 'ca',
  })
})

test.each([
  [{ CLIENT_CERTIFICATE_FROM: 'tls' }, /TLS_CERT_FILE/],
  [{ CLIENT_CERTIFICATE_FROM: 'client-cert' }, /TRUSTED_PROXIES/],
  [{ CLIENT_CERTIFICATE_CA_FILE: 'ca' }, /CLIENT_CERTIFICATE_FROM/],
  [{ CLIENT_CERTIFICATE_FROM: 'no header' }, /CLIENT_CERTIFICATE_FROM/],
  [{ DPOP_NONCES: 'maybe' }, /DPOP_NONCES/],
])('%j is one clear mistake', (env, message) => {
  expect(() => callers(env)).toThrow(message)
})

test('no limit where it is 0; nonces where they are required', () => {
  expect(callers({ FAILED_REQUESTS_PER_MINUTE: '0', DPOP_NONCES: 'required' })).toMatchObject({
    failedRequestsPerMinute: undefined,
    requiresDpopNonce: true,
  })
})
