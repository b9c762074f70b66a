import fc from 'fast-check'
import {
  compactDecrypt,
  compactVerify,
  createLocalJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOn, openTestStore, type TestStore } from '../store/store.fixture.ts'
import { systemClock } from '../clock.ts'
import { makeKey } from './algorithms.ts'
import { openSigner, type Signer } from './sign.ts'

const RS256 = { alg: 'RS256' }

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
        return await openSigner(store.signingKeys, systemClock)
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
  signer = await openSigner(db.store.signingKeys, systemClock)
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
      const { jws, kid } = await signer.sign(JSON.stringify(said), RS256)
      const { payload, protectedHeader } = await compactVerify(jws, keys)
      expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'secevent+jwt', kid })
      expect(new TextDecoder().decode(payload)).toBe(Buffer.from(JSON.stringify(said)).toString())
    }),
    { numRuns: 50 },
  )
})

test('a receiver verifies a SET with the typ that SSF 1.0 §4.1.1 asks for', async () => {
  const claims = { iss: 'https://hub.example.com', aud: 'a', jti: 'j', iat: 1 }
  const { jws } = await signer.sign(JSON.stringify(claims), RS256)
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
  expect(await again?.sign('{"jti":"j"}', RS256)).toEqual(await signer.sign('{"jti":"j"}', RS256))
})

test.each(['PS256', 'ES256', 'EdDSA'])(
  'the first SET signed with %s makes its key, which jose verifies with',
  async (alg) => {
    const { jws, kid } = await signer.sign(JSON.stringify({ jti: alg }), { alg })
    const { protectedHeader } = await compactVerify(jws, createLocalJWKSet(signer.publicKeys()))
    expect(protectedHeader).toEqual({ alg, typ: 'secevent+jwt', kid })
    expect(await signer.sign(JSON.stringify({ jti: alg }), { alg })).toMatchObject({ kid })
  },
)

test('an algorithm that the hub does not sign with is refused', async () => {
  await expect(signer.sign('{}', { alg: 'none' })).rejects.toThrow('none')
  await expect(signer.sign('{}', { alg: 'HS256' })).rejects.toThrow('HS256')
})

test('a SET encrypted to its receiver is the signed SET inside (RFC 7519 §11.2) [RFC8935 §6 push-encrypted] [RFC8417 §5.1 set-personal-data]', async () => {
  for (const alg of ['RSA-OAEP-256', 'ECDH-ES+A256KW']) {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    const encryption = { ...(await exportJWK(publicKey)), alg, kid: 'theirs' }
    const { jws: jwe } = await signer.sign(JSON.stringify({ jti: alg }), { ...RS256, encryption })
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey)
    expect(protectedHeader).toMatchObject({ alg, cty: 'JWT', kid: 'theirs' })
    const inner = new TextDecoder().decode(plaintext)
    await compactVerify(inner, createLocalJWKSet(signer.publicKeys()))
  }
})

test('a retired key signs nothing more and stays published; the newest active one signs', async () => {
  const [old] = signer.publicKeys().keys.filter(({ alg }) => alg === 'RS256')
  await db.sql(`update signing_key set retired_at = now()`)
  const [next] = await signers(1)
  const keys = (next?.publicKeys().keys ?? []).filter(({ alg }) => alg === 'RS256')
  expect(keys).toHaveLength(2)
  expect(keys.map(({ kid }) => kid)).toContain(old?.kid)
  const { jws, kid } = (await next?.sign('{}', RS256)) ?? { jws: '', kid: '' }
  expect(kid).not.toBe(old?.kid)
  expect(decodeProtectedHeader(jws).kid).toBe(kid)
})

test('a rotated key is published before it signs, and the old one after', async () => {
  await signer.refresh()
  const { kid: old } = await signer.sign('{}', RS256)
  const soon = new Date(Date.now() + 60_000)
  expect(await db.store.signingKeys.rotate('RS256', () => makeKey('RS256'), soon)).toBe(true)
  expect(await db.store.signingKeys.rotate('RS256', () => makeKey('RS256'), soon)).toBe(false)
  await signer.refresh()
  const published = () =>
    signer
      .publicKeys()
      .keys.filter(({ alg }) => alg === 'RS256')
      .map(({ kid }) => kid)
  expect(published()[0]).not.toBe(old)
  expect((await signer.sign('{}', RS256)).kid).toBe(old)
  await db.sql(`update signing_key set active_from = now() where active_from > now()`)
  await signer.refresh()
  const { kid: next } = await signer.sign('{}', RS256)
  expect(next).not.toBe(old)
  expect(await db.store.signingKeys.retireReplaced(new Date())).toContain(old)
  await signer.refresh()
  expect(published()).toContain(old)
})

test('a retired key is forgotten only when no SET signed with it is owed', async () => {
  const [retired] = (await db.store.signingKeys.all()).filter(({ retiredAt }) => retiredAt)
  const insert = `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws, kid)
    values ('s', 1, gen_random_uuid(), 'j', 'retry', 'a.b.c', '${String(retired?.kid)}')`
  await db.sql(insert)
  const later = new Date(Date.now() + 1_000)
  expect(await db.store.signingKeys.forget(later)).not.toContain(retired?.kid)
  await db.sql('delete from delivery_exception')
  expect(await db.store.signingKeys.forget(later)).toContain(retired?.kid)
})

test('a clock that is behind the database’s keeps nothing from being signed', async () => {
  const now = () => new Date(Date.now() - 3_600_000)
  const behind = await openSigner(db.store.signingKeys, { ...systemClock, now })
  expect(await behind.sign('{}', { alg: 'RS256' })).toMatchObject({ kid: expect.any(String) })
})
