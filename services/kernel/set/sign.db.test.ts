import fc from 'fast-check'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOn, openTestStore, type TestStore } from '../store/store.fixture.ts'
import { openSigner, type Signer } from './sign.ts'

let db: TestStore
let signer: Signer
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const signers = (count: number): Promise<Signer[]> =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const store = openOn(db.url)
      try {
        return await openSigner(store.signingKeys)
      } finally {
        await store.close()
      }
    }),
  )

test('processes that start at once make one first key, of 2048 bits', async () => {
  const opened = await signers(4)
  const kids = opened.flatMap((one) => one.publicKeys().keys.map(({ kid }) => kid))
  expect(kids).toHaveLength(4)
  expect(new Set(kids).size).toBe(1)
  const [key] = opened[0]?.publicKeys().keys ?? []
  expect(Buffer.from(String(key?.n), 'base64url')).toHaveLength(256)
  expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB' })
  signer = opened[0] ?? signer
})

test('the published keys hold no private member', () => {
  for (const key of signer.publicKeys().keys)
    expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
})

test('every SET signed by hand verifies with jose, whatever it says', async () => {
  const keys = createLocalJWKSet(signer.publicKeys())
  const claims = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())
  await fc.assert(
    fc.asyncProperty(claims, async (said) => {
      const { jws, kid } = await signer.sign(said, 'RS256')
      const { payload, protectedHeader } = await compactVerify(jws, keys)
      expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'secevent+jwt', kid })
      expect(new TextDecoder().decode(payload)).toBe(Buffer.from(JSON.stringify(said)).toString())
    }),
    { numRuns: 50 },
  )
})

test('a receiver verifies a SET with the typ that SSF 1.0 §4.1.1 asks for', async () => {
  const { jws } = await signer.sign(
    { iss: 'https://hub.example.com', aud: 'a', jti: 'j', iat: 1 },
    'RS256',
  )
  const keys = createLocalJWKSet(signer.publicKeys())
  await jwtVerify(jws, keys, {
    typ: 'secevent+jwt',
    issuer: 'https://hub.example.com',
    audience: 'a',
  })
  await expect(compactVerify(`${jws.slice(0, -4)}AAAA`, keys)).rejects.toThrow('signature')
})

test('the same claims give the same bytes, in every process and after a restart', async () => {
  const [again] = await signers(1)
  expect(await again?.sign({ jti: 'j' }, 'RS256')).toEqual(await signer.sign({ jti: 'j' }, 'RS256'))
})

test('an algorithm without a key is refused', async () => {
  await expect(signer.sign({}, 'ES256')).rejects.toThrow('No active signing key for ES256')
  await expect(signer.sign({}, 'none')).rejects.toThrow('none')
})

test('a retired key signs nothing more and stays published; the newest active one signs', async () => {
  const [old] = signer.publicKeys().keys
  await db.sql(`update signing_key set retired_at = now()`)
  const [next] = await signers(1)
  const keys = next?.publicKeys().keys ?? []
  expect(keys).toHaveLength(2)
  expect(keys.map(({ kid }) => kid)).toContain(old?.kid)
  const { jws, kid } = (await next?.sign({}, 'RS256')) ?? { jws: '', kid: '' }
  expect(kid).not.toBe(old?.kid)
  expect(decodeProtectedHeader(jws).kid).toBe(kid)
})
