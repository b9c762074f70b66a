import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ingest, open, origins, push, refusals, sources, stored } from './ingest.fixture.ts'
import type { Source } from './source.ts'

// What the operator says about a source, beside its secrets.

const hook = {
  eventType: 'com.okta.event_hook',
  data: {
    events: [
      { uuid: '1', eventType: 'user.session.clear', target: [{ id: '00u1', type: 'User' }] },
    ],
  },
}

const limited = (changes: Partial<Source>) => {
  const issuer = 'https://acme.okta.example'
  sources.set('limited', {
    ...open,
    id: 'limited',
    kind: 'okta',
    issuer,
    secrets: ['it'],
    ...changes,
  })
}

/** Posts an event hook to it with its secret. */
const send = (
  headers: Record<string, string> = {},
  options: Parameters<typeof ingest>[0] = { trustedProxies: ['127.0.0.1'] },
) =>
  ingest(options)
    .post('/ingest/limited')
    .set({ Authorization: 'it', ...headers })
    .send(hook)

describe('a source with IP ranges', () => {
  test.each([
    ['from a named network', '192.0.2.7', 204],
    ['from a named address of IPv6', '2001:db8::7', 204],
    ['from elsewhere', '198.51.100.7', 401],
  ])('%s', async (_, ip, status) => {
    limited({ ipRanges: ['192.0.2.0/24', '2001:db8::7'] })
    expect((await send({ 'X-Forwarded-For': ip })).status).toBe(status)
    expect(refusals).toEqual(status === 204 ? [] : ['authentication_failed'])
    expect(stored.size).toBe(status === 204 ? 1 : 0)
  })

  test('believes no X-Forwarded-For but a trusted proxy’s', async () => {
    limited({ ipRanges: ['192.0.2.0/24'] })
    expect((await send({ 'X-Forwarded-For': '192.0.2.7' }, {})).status).toBe(401)
  })
})

describe('a source with client certificates', () => {
  const der = Buffer.from('the DER of a certificate')
  const thumbprint = createHash('sha256').update(der).digest('hex')
  const clientCert = { 'Client-Cert': `:${der.toString('base64')}:` } // RFC 9440 §2.2

  test('takes requests with one of them', async () => {
    limited({ clientCertificates: ['0'.repeat(64), thumbprint] })
    expect((await send(clientCert)).status).toBe(204)
  })

  test.each([
    ['without any', {}, { trustedProxies: ['127.0.0.1'] }],
    ['with another', { 'Client-Cert': ':QUJD:' }, { trustedProxies: ['127.0.0.1'] }],
    ['that no trusted proxy has seen', clientCert, {}],
    [
      'that is no byte sequence',
      { 'Client-Cert': der.toString('base64') },
      { trustedProxies: ['127.0.0.1'] },
    ],
  ])('refuses requests %s', async (_, headers, options) => {
    limited({ clientCertificates: [thumbprint] })
    expect((await send(headers, options)).status).toBe(401)
  })
})

describe('how sure it is', () => {
  test.each([
    ['a shared secret alone is a hint', {}, 'hint'],
    ['a shared secret that the operator trusts', { trust: 'trusted' as const }, 'trusted'],
    ['a shared secret that the operator distrusts', { trust: 'hint' as const }, 'hint'],
  ])('%s', async (_, changes, certainty) => {
    limited(changes)
    await send()
    expect(origins).toEqual([{ id: 'limited', certainty, isHeld: false }])
  })

  test('a SET is proven, unless the operator says that it is a hint', async () => {
    await push()
    const peer = sources.get('peer')
    if (peer) sources.set('doubted', { ...peer, id: 'doubted', trust: 'hint' })
    await push('doubted')
    expect(origins).toMatchObject([{ certainty: 'proven' }, { certainty: 'hint' }])
  })
})

test('what a paused source sends is answered as ever, and waits', async () => {
  limited({ status: 'paused' })
  expect((await send()).status).toBe(204)
  expect(origins).toMatchObject([{ isHeld: true }])
})
