import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthority, fetchOver, type Authority, type Issued } from './support/certificates.ts'
import { eventually } from './support/eventually.ts'
import { PUSH, startHub, type TestHub } from './support/hub.ts'
import { registerClient } from './support/oauth.ts'
import { SESSION_REVOKED } from './support/peer.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

// The hub, its subscriber and the subscriber's endpoint speak real HTTPS; all of them trust one private authority.

const open = new AsyncDisposableStack()
let authority: Authority
let stranger: Authority
let hub: TestHub
let byTls: typeof fetch
beforeAll(async () => {
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-https-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  authority = createAuthority(folder)
  stranger = createAuthority(folder)
  byTls = fetchOver(open, authority)
  const { certFile, keyFile } = authority.issue('DNS:localhost')
  const files = { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }
  hub = await startHub({ ...files, OUTBOUND_CA_FILE: authority.certFile }, byTls)
  open.use(hub)
})
afterAll(() => open.disposeAsync())

/** A subscriber that knows the hub's address and its own client credentials, and nothing else. */
async function subscriber() {
  const client = await registerClient(hub)
  const config = await oauth.discovery(
    new URL(hub.url),
    client.clientId,
    undefined,
    oauth.ClientSecretBasic(client.clientSecret ?? ''),
    { algorithm: 'oauth2', [oauth.customFetch]: byTls as oauth.CustomFetch }, // it takes less than fetch does,
  )
  const granted = await oauth.clientCredentialsGrant(config, { scope: 'ssf.read ssf.manage' })
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await oauth.fetchProtectedResource(
      config,
      granted.access_token,
      new URL(`${hub.url}${path}`),
      method,
      body && JSON.stringify(body),
      new Headers({ 'content-type': 'application/json' }),
    )
    if (!response.ok) throw new Error(`${method} ${path} answered ${String(response.status)}`)
    return (await response.json()) as T // a test's own claim, which its expectations check
  }
  return { ask, config }
}

/** A stream, made by an access token, that pushes to a receiver with this certificate. */
async function streamTo(certificate: Issued) {
  const receiver = open.use(await startReceiver({ tls: certificate, by: byTls }))
  const authorizationHeader = 'Bearer of-the-receiver'
  receiver.trust({ issuer: hub.url, audience: 'https://crm.example', authorizationHeader })
  const { ask, config } = await subscriber()
  const delivery = {
    method: PUSH,
    endpoint_url: receiver.url,
    authorization_header: authorizationHeader,
  }
  const wanted = { delivery, events_requested: [SESSION_REVOKED] }
  const { stream_id: id } = await ask<{ stream_id: string }>('POST', '/ssf/streams', wanted)
  const update = () => ask('PATCH', '/ssf/streams', { stream_id: id, description: 'mended' })
  return { receiver, id, update, config, ask }
}

const deliveryOf = async (txn: string, streamId: string) => {
  const { deliveries } = await hub.admin.traceOf(txn)
  const found = deliveries.find((one) => one.streamId === streamId)
  if (!found) throw new Error(`${streamId} is not owed it yet`)
  return found
}
const arrived = (receiver: Receiver, txn: string) =>
  eventually(() => {
    expect(receiver.sets.map((set) => set.txn)).toContain(txn)
  })

test('an independent OAuth client subscribes over HTTPS, and a revocation arrives there verified [SSF §7.1 metadata-https]', async () => {
  const { receiver, id, config, ask } = await streamTo(authority.issue('IP:127.0.0.1'))
  expect(config.serverMetadata()).toMatchObject({
    issuer: hub.url,
    token_endpoint: expect.stringMatching(/^https:/),
  })
  expect(await ask<object[]>('GET', '/ssf/streams')).toMatchObject([
    { stream_id: id, iss: hub.url },
  ])
  const txn = await hub.admin.revoke('ann@example.com')
  await arrived(receiver, txn)
  expect(receiver.sets).toMatchObject([
    { iss: hub.url, sub_id: { format: 'email', email: 'ann@example.com' } },
  ])
  expect(receiver.faults).toEqual([])
  await eventually(async () => {
    expect((await deliveryOf(txn, id)).state).toMatchObject({ status: 'delivered', attempts: 1 })
  })
})

test('a client that does not trust the authority gets nothing', async () => {
  await expect(fetch(`${hub.url}/.well-known/ssf-configuration`)).rejects.toThrow()
})

describe('a receiver whose certificate [CI §2.1 ci-tls-verified] [RFC8935 §5.3 push-tls-verified]', () => {
  test.each([
    ['has expired', () => authority.issue('IP:127.0.0.1', 'expired')],
    ['is for another host', () => authority.issue('DNS:other.example')],
    ['is of an authority that is not trusted', () => stranger.issue('IP:127.0.0.1')],
  ])('%s is told nothing; it is recorded, tried again, and mended', async (_what, issue) => {
    const { receiver, id, update } = await streamTo(issue())
    const txn = await hub.admin.revoke('bob@example.com')
    await eventually(async () => {
      const { attempts, state } = await deliveryOf(txn, id)
      expect(attempts.length).toBeGreaterThanOrEqual(2)
      for (const attempt of attempts)
        expect(attempt).toMatchObject({ outcome: 'failed', reason: 'tls' })
      expect(state.status).toBe('pending')
    })
    expect(receiver.pushes).toEqual([])
    expect((await hub.admin.stream(id)).failing?.last).toMatch(/^tls: /)
    receiver.show(authority.issue('IP:127.0.0.1'))
    await update()
    await arrived(receiver, txn)
    expect(receiver.faults).toEqual([])
  })
})
