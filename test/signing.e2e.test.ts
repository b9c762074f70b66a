import {
  compactDecrypt,
  createRemoteJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller, type Poller } from './support/poller.ts'
import { query } from './support/upstream.ts'

const OVERLAP_SECONDS = 4

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ KEY_OVERLAP_SECONDS: String(OVERLAP_SECONDS) })
})
afterAll(() => hub[Symbol.asyncDispose]())

type KeySet = { keys: { kid: string; alg: string; n?: string }[] }
const published = async (alg = 'RS256') => {
  const { json } = await hub.send<KeySet>('/jwks.json')
  return json.keys.filter((key) => key.alg === alg).map(({ kid }) => kid)
}
const kidOf = (jws: string) => decodeProtectedHeader(jws).kid ?? ''
const setsOf = async (poller: Poller) => Object.entries((await poller.poll()).json.sets)

/** The SET about this, once it is there; not acknowledged. */
const told = async (poller: Poller, name: string) => {
  const txn = await hub.admin.revoke(`${name}@example.com`)
  return eventually(async () => {
    const { json, claims } = await poller.poll()
    const found = claims.find((one) => one.txn === txn)
    if (!found) throw new Error('not told yet')
    return { jti: found.jti, jws: json.sets[found.jti] ?? '' }
  })
}
const rotate = (body: object = {}) => hub.admin.post('/admin/keys/rotate', body)

describe('a signing key', () => {
  test('keeps its kid over a restart', async () => {
    const before = await published()
    expect(before).toHaveLength(1)
    await hub.restart()
    expect(await published()).toEqual(before)
  })

  test('rotated on command is published before the next one signs, and until the last SET that it signed is settled', async () => {
    await using poller = await startPoller(hub)
    const [old = ''] = await published()
    const first = await told(poller, 'first')
    expect(kidOf(first.jws)).toBe(old)

    expect((await rotate()).status).toBe(201)
    expect((await rotate()).status).toBe(409) // the next one is published already
    expect(await published()).toHaveLength(2)
    expect(kidOf((await told(poller, 'overlap')).jws)).toBe(old)
    const next = await eventually(async () => {
      const kid = kidOf((await told(poller, 'after')).jws)
      expect(kid).not.toBe(old)
      return kid
    })
    expect((await published()).toSorted()).toEqual([old, next].toSorted())

    // As if it had been retired long ago.
    await eventually(async () => {
      const rows = await query(
        hub,
        `update signing_key set retired_at = now() - interval '30 days' where kid = $1 and retired_at is not null returning kid`,
        [old],
      )
      expect(rows).toHaveLength(1)
    })
    await hub.restart()
    expect(await published()).toContain(old)
    const again = Object.fromEntries(await setsOf(poller)) // verified by the poller
    expect(again[first.jti]).toBe(first.jws)
    await poller.drain()
    await eventually(async () => {
      expect(await published()).toEqual([next])
    })
  })

  test('is rotated on schedule', async () => {
    const [old = ''] = await published()
    await query(
      hub,
      `update signing_key set active_from = now() - interval '91 days' where kid = $1`,
      [old],
    )
    await eventually(async () => {
      const { json } = await hub.admin.get<{
        items: { kid: string; alg: string; state: string }[]
      }>('/admin/keys')
      const states = json.items.filter(({ alg }) => alg === 'RS256').map(({ state }) => state)
      expect(states).toEqual(['active', 'retired'])
    })
    expect(await published()).toContain(old)
  })

  test('that is given up at once signs nothing more', async () => {
    await using poller = await startPoller(hub)
    const before = kidOf((await told(poller, 'before')).jws)
    expect((await rotate({ urgent: true })).status).toBe(201)
    expect(kidOf((await told(poller, 'urgent')).jws)).not.toBe(before)
  })
})

describe('a stream', () => {
  test.each(['PS256', 'ES256', 'EdDSA', 'RS256'])(
    'is told by %s from the next SET on',
    async (signingAlg) => {
      await using poller = await startPoller(hub)
      const path = `/admin/streams/${poller.streamId}/signing`
      const put = (body: object) => hub.send(path, { method: 'PUT', token: hub.admin.token, body })
      expect(await put({ signingAlg })).toMatchObject({ status: 200, json: { signingAlg } })
      expect((await put({ signingAlg: 'HS256' })).status).toBe(400)
      expect(await hub.admin.stream(poller.streamId)).toMatchObject({ signingAlg })
      const { jws } = await told(poller, signingAlg) // verified by the poller
      expect(decodeProtectedHeader(jws).alg).toBe(signingAlg)
    },
  )

  test('that is none cannot be signed for', async () => {
    const put = { method: 'PUT', token: hub.admin.token, body: { signingAlg: 'ES256' } }
    expect((await hub.send('/admin/streams/nobody/signing', put)).status).toBe(404)
  })

  test('whose subscriber has an encryption key is told by JWE: the signed SET is inside', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ECDH-ES+A256KW')
    const jwk = { ...(await exportJWK(publicKey)), alg: 'ECDH-ES+A256KW', kid: 'theirs' }
    const { json: subscriber } = await hub.admin.post<{ token: string }>('/admin/subscribers', {
      name: 'Secretive',
      audience: ['https://secretive.example'],
      encryption: jwk,
    })
    const { token } = subscriber
    const events = ['https://schemas.openid.net/secevent/caep/event-type/session-revoked']
    const made = await hub.send<{ delivery: { endpoint_url: string } }>('/ssf/streams', {
      token,
      body: { events_requested: events },
    })
    const txn = await hub.admin.revoke('secret@example.com')
    const path = new URL(made.json.delivery.endpoint_url).pathname
    const { json } = await hub.send<{ sets: Record<string, string> }>(path, { token, body: {} })
    const [[jti, jwe] = ['', '']] = Object.entries(json.sets)
    expect(jwe.split('.')).toHaveLength(5)
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey)
    expect(protectedHeader).toMatchObject({ kid: 'theirs', cty: 'JWT' })
    const keys = createRemoteJWKSet(new URL(`${hub.url}/jwks.json`))
    const { payload } = await jwtVerify(new TextDecoder().decode(plaintext), keys)
    expect(payload).toMatchObject({ jti, txn, iss: hub.url, aud: 'https://secretive.example' })
  })
})
