import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { HubError } from '../errors.ts'
import { readKeySet } from './key-set.ts'
import { createSourceKeys } from './source-keys.ts'

const URL_ = 'https://idp.example.com/jwks.json'
const MINUTE = 60_000

const publicJwk = async (alg: string, kid: string, modulusLength = 2048): Promise<JWK> => {
  const { publicKey } = await generateKeyPair(alg, { modulusLength, extractable: true })
  return { ...(await exportJWK(publicKey)), kid }
}
const [first, second, rsa] = await Promise.all([
  publicJwk('ES256', 'first'),
  publicJwk('ES256', 'second'),
  publicJwk('RS256', 'rsa'),
])
const header = (kid?: string, alg = 'ES256') => (kid === undefined ? { alg } : { alg, kid })

let nowMs: number
let warnings: object[]
let published: unknown
const fetchJson = vi.fn<(url: string) => Promise<unknown>>()
const newKeys = (patience: { isUnknownUntilFetched?: boolean } = {}) =>
  createSourceKeys({
    ...patience,
    fetchJson,
    clock: { now: () => new Date(nowMs) },
    log: { warn: (fields) => warnings.push(fields) },
  })
const passes = (ms: number) => (nowMs += ms)

beforeEach(() => {
  nowMs = Date.parse('2026-11-22T10:00:00Z')
  warnings = []
  published = { keys: [first] }
  fetchJson.mockReset().mockImplementation(() => Promise.resolve(published))
})

const remote = () => newKeys().of({ id: 'peer', jwksUri: URL_ })
const isDown = () =>
  fetchJson.mockImplementation(() => Promise.reject(new Error('connect ECONNREFUSED')))
const isUp = () => fetchJson.mockImplementation(() => Promise.resolve(published))

describe('keys from a URL', () => {
  test('are fetched once for ten minutes', async () => {
    const keys = remote()
    expect(await keys(header('first'))).toHaveLength(1)
    passes(9 * MINUTE)
    expect(await keys(header('first'))).toHaveLength(1)
    expect(fetchJson).toHaveBeenCalledTimes(1)
    passes(2 * MINUTE)
    await keys(header('first'))
    expect(fetchJson).toHaveBeenCalledTimes(2)
  })

  test('are fetched by one request for all who wait, of every source with that URL', async () => {
    const keys = newKeys()
    const waiting = Array.from({ length: 20 }, (_, i) =>
      keys.of({ id: `s${i}`, jwksUri: URL_ })(header('first')),
    )
    expect((await Promise.all(waiting)).every((found) => found.length === 1)).toBe(true)
    expect(fetchJson).toHaveBeenCalledTimes(1)
  })

  test('are fetched again for a kid that is not among them', async () => {
    const keys = remote()
    await keys(header('first'))
    published = { keys: [first, second] }
    passes(MINUTE)
    expect(await keys(header('second'))).toHaveLength(1)
  })

  test('are fetched for unknown kids five times in 150 seconds, however many come', async () => {
    const keys = remote()
    for (let i = 0; i < 600; i++) {
      expect(await keys(header(`bad-${i}`))).toEqual([])
      passes(100)
    }
    expect(fetchJson).toHaveBeenCalledTimes(5)
    expect(await keys(header('first'))).toHaveLength(1)
    passes(90_000)
    await keys(header('bad'))
    expect(fetchJson).toHaveBeenCalledTimes(6)
  })

  test('may hold a kid that was not looked up, where the caller would rather wait than refuse', async () => {
    const keys = newKeys({ isUnknownUntilFetched: true }).of({ id: 'peer', jwksUri: URL_ })
    for (let i = 0; i < 5; i++) expect(await keys(header(`bad-${i}`))).toEqual([])
    published = { keys: [first, second] }
    await expect(keys(header('second'))).rejects.toMatchObject({ code: 'unavailable' })
    expect(await keys(header('first'))).toHaveLength(1)
    passes(150_000)
    expect(await keys(header('second'))).toHaveLength(1)
  })

  test('are found at once when the issuer rotates them, even twice within a minute', async () => {
    const keys = remote()
    expect(await keys(header('first'))).toHaveLength(1)
    for (const next of [second, { ...second, kid: 'third' }]) {
      published = { keys: [first, next] }
      passes(1_000)
      expect(await keys(header(next.kid))).toHaveLength(1)
    }
  })

  test('no longer verify once the issuer has withdrawn them', async () => {
    const keys = remote()
    await keys(header('first'))
    published = { keys: [second] }
    passes(11 * MINUTE)
    expect(await keys(header('first'))).toEqual([])
  })
})

describe('while the URL is down', () => {
  test('held keys are used for a day', async () => {
    const keys = remote()
    await keys(header('first'))
    isDown()
    passes(23 * 60 * MINUTE)
    expect(await keys(header('first'))).toHaveLength(1)
    expect(warnings).toHaveLength(1)
    passes(2 * 60 * MINUTE)
    await expect(keys(header('first'))).rejects.toThrow(HubError)
  })

  test('a kid that is not held is an outage, not an unknown key', async () => {
    const keys = remote()
    await keys(header('first'))
    isDown()
    passes(MINUTE)
    await expect(keys(header('second'))).rejects.toMatchObject({ code: 'unavailable' })
    passes(10_000)
    await expect(keys(header('second'))).rejects.toMatchObject({ code: 'unavailable' })
    expect(fetchJson).toHaveBeenCalledTimes(2)
  })

  test('nothing is held and nothing accepted; the URL is tried every 5 seconds until it answers', async () => {
    isDown()
    const keys = remote()
    for (let i = 0; i < 10; i++) {
      await expect(keys(header('first'))).rejects.toMatchObject({
        code: 'unavailable',
        retryAfterSeconds: 30,
      })
      passes(1_000)
    }
    expect(fetchJson).toHaveBeenCalledTimes(2)
    isUp()
    expect(await keys(header('first'))).toHaveLength(1)
  })

  test.each([
    ['a page', '<html>'],
    ['null', null],
    ['an object without keys', { jwks: [] }],
  ])('an answer that is %s counts as down', async (_, answer) => {
    published = answer
    await expect(remote()(header('first'))).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('pinned keys', () => {
  test('are used without any request, even where there is a URL', async () => {
    const keys = newKeys().of({ id: 'peer', jwksUri: URL_, jwks: { keys: [second] } })
    expect(await keys(header('second'))).toHaveLength(1)
    expect(await keys(header('first'))).toEqual([])
    expect(fetchJson).not.toHaveBeenCalled()
  })

  test.each([
    ['no key set', { id: 'a', jwks: 'x' }],
    ['neither keys nor URL', { id: 'a' }],
  ])('a source with %s accepts nothing', (_, source) => {
    expect(() => newKeys().of(source)).toThrow(HubError)
  })
})

describe('of a key set', () => {
  const weak = {
    kty: 'RSA',
    kid: 'weak',
    e: 'AQAB',
    n: Buffer.alloc(128, 0xff).toString('base64url'),
  }

  test.each([
    ['RSA below 2048 bits', weak],
    [
      'RSA padded with zeros to look longer',
      {
        ...weak,
        n: Buffer.concat([Buffer.alloc(200), Buffer.alloc(128, 0xff)]).toString('base64url'),
      },
    ],
    ['RSA without a modulus', { kty: 'RSA', e: 'AQAB' }],
    ['a key for encryption', { ...rsa, use: 'enc' }],
    ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0', kid: 'rsa' }],
    ['a published private key', { ...rsa, d: 'AQAB' }],
    ['what is no key', 'rsa'],
  ])('%s is left out', async (_, key) => {
    const keySet = readKeySet({ keys: [key, first] })
    expect(keySet?.leftOut).toHaveLength(1)
    expect(await keySet?.candidates({ alg: 'RS256' })).toEqual([])
    expect(await keySet?.candidates(header('first'))).toHaveLength(1)
  })

  test('an RSA key of just 2048 bits is used', async () => {
    expect(
      await readKeySet({ keys: [rsa] })?.candidates({ alg: 'RS256', kid: 'rsa' }),
    ).toHaveLength(1)
  })

  test('several keys fit a header without kid, at most five', async () => {
    const same = Array.from({ length: 8 }, () => ({ ...first, kid: undefined }))
    expect(await readKeySet({ keys: same })?.candidates({ alg: 'ES256' })).toHaveLength(5)
  })

  test.each([
    ['HMAC', { alg: 'HS256' }],
    ['none', { alg: 'none' }],
    ['a kid that is no text', { alg: 'ES256', kid: 7 }],
  ])('no key fits %s', async (_, odd) => {
    // @ts-expect-error — a header comes from outside and may hold anything
    expect(await readKeySet({ keys: [first] })?.candidates(odd)).toEqual([])
  })
})
