import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createAuthority } from '../../test/support/certificates.ts'
import { systemClock } from '../kernel/clock.ts'
import { loadConfig } from '../kernel/config.ts'
import { openClientCertificates } from '../kernel/http/client-certificate.ts'
import { ingest, open, origins, push, refusals, sources, stored } from './ingest.fixture.ts'
import type { Source } from './source.ts'

const CALLERS = loadConfig({}).callers
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

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
  const folder = mkdtempSync(join(tmpdir(), 'ssf-hub-cert-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  const authority = createAuthority(folder)
  const [ours, another] = [authority.issue('DNS:vendor'), authority.issue('DNS:another')]
  const thumbprint = sha256(new X509Certificate(ours.cert).raw)
  const header = ({ cert }: { cert: string }) => ({
    'Client-Cert': `:${new X509Certificate(cert).raw.toString('base64')}:`, // RFC 9440 §2.2
  })
  const through = async (trustedProxies: string[]) => ({
    trustedProxies,
    certificates: await openClientCertificates(
      {
        callers: {
          ...CALLERS,
          certificates: { from: { header: 'client-cert' }, caFile: undefined },
        },
        trustedProxies,
      },
      systemClock,
    ),
  })

  test.each([
    ['with one of them', header(ours), ['127.0.0.1'], 204],
    ['without any', {}, ['127.0.0.1'], 401],
    ['with another', header(another), ['127.0.0.1'], 401],
    ['with one that no trusted proxy has seen', header(ours), [], 401],
  ])('takes what comes from a trusted proxy: %s', async (_, headers, proxies, status) => {
    limited({ clientCertificates: ['0'.repeat(64), thumbprint] })
    expect((await send(headers, await through(proxies))).status).toBe(status)
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
    expect(origins).toMatchObject([{ id: 'limited', certainty, isHeld: false }])
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
