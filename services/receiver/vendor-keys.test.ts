import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { HubError } from '../kernel/errors.ts'
import { createFetchJson } from '../kernel/http/fetch-json.ts'
import type { Outbound } from '../kernel/http/outbound.ts'
import { createSourceKeys } from '../kernel/set/source-keys.ts'
import { createVendorKeys } from './vendor-keys.ts'

// The network is the one door that is played here: what vendors publish is not ours to fetch in a test.

const NOW = new Date('2026-11-24T10:00:00Z')
let nowMs: number
let asked: string[]
let published: Map<string, { status: number; body: string }>

beforeEach(() => {
  nowMs = NOW.getTime()
  asked = []
  published = new Map()
})

const outbound: Pick<Outbound, 'request'> = {
  request: ({ url }) => {
    asked.push(url)
    const found = published.get(url)
    return Promise.resolve(
      found
        ? {
            kind: 'answer',
            headers: {},
            truncated: false,
            reusedConnection: false,
            durationMs: 1,
            ...found,
          }
        : { kind: 'failure', reason: 'connect', detail: 'ECONNREFUSED', durationMs: 1 },
    )
  },
}
const clock = { now: () => new Date(nowMs) }
const log = { warn: () => undefined }
const vendorKeys = () =>
  createVendorKeys({
    outbound,
    clock,
    log,
    sourceKeys: createSourceKeys({ fetchJson: createFetchJson({ outbound }), clock, log }),
  })

const JWKS = 'https://keys.example/jwks'
const signing = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publish = (url: string, body: unknown, status = 200) =>
  published.set(url, { status, body: typeof body === 'string' ? body : JSON.stringify(body) })

describe('a token', () => {
  const expected = { jwksUri: JWKS, issuers: ['https://issuer.example'], audience: 'us' }
  const sign = (changes: object = {}, key: KeyObject = signing.privateKey, header: object = {}) =>
    new SignJWT({
      iss: 'https://issuer.example',
      aud: 'us',
      exp: NOW.getTime() / 1_000 + 300,
      email: 'push@acme.example',
      ...changes,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })
      .sign(key)
  beforeEach(() => {
    publish(JWKS, { keys: [{ ...signing.publicKey.export({ format: 'jwk' }), kid: 'k1' }] })
  })

  test('of a named issuer, for us, in force, has its claims', async () => {
    expect(await vendorKeys().jwt(await sign(), expected)).toMatchObject({
      email: 'push@acme.example',
    })
  })

  const another = generateKeyPairSync('rsa', { modulusLength: 2048 })
  test.each([
    ['of another issuer', () => sign({ iss: 'https://evil.example' })],
    ['for somebody else', () => sign({ aud: 'them' })],
    ['that has ended', () => sign({ exp: NOW.getTime() / 1_000 - 60 })],
    ['that never ends', () => sign({ exp: undefined })],
    ['by another key', () => sign({}, another.privateKey)],
    [
      'by a key that it brings along',
      () => sign({}, another.privateKey, { jwk: another.publicKey.export({ format: 'jwk' }) }),
    ],
    [
      'whose key is at a place of its choice',
      () =>
        sign({}, another.privateKey, {
          jku: 'https://evil.example/jwks',
          x5u: 'https://evil.example/x',
        }),
    ],
    ['whose kid points nowhere', () => sign({}, another.privateKey, { kid: 'k2' })],
    ['that is no token', () => Promise.resolve('a.b.c')],
  ])('%s has none', async (_, token) => {
    expect(await vendorKeys().jwt(await token(), expected)).toBeUndefined()
    expect(asked.filter((url) => url !== JWKS)).toEqual([])
  })

  test('is neither right nor wrong while the keys cannot be had', async () => {
    published.clear()
    await expect(vendorKeys().jwt(await sign(), expected)).rejects.toThrow(HubError)
  })
})

describe('GitHub’s keys', () => {
  const URL_ = 'https://api.github.com/meta/public_keys/secret_scanning'
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = publicKey.export({ format: 'pem', type: 'spki' })

  test('are found by their id, fetched once, and again for an id that is new', async () => {
    publish(URL_, { public_keys: [{ key_identifier: 'a', key, is_current: true }] })
    const keys = vendorKeys()
    expect(await keys.githubKey('a')).toMatchObject({ asymmetricKeyType: 'ec' })
    expect(await keys.githubKey('a')).toBeDefined()
    expect(asked).toHaveLength(1)
    publish(URL_, { public_keys: [{ key_identifier: 'b', key, is_current: true }] })
    nowMs += 60_000
    expect(await keys.githubKey('b')).toBeDefined()
    for (let n = 0; n < 50; n++) expect(await keys.githubKey(`guess-${String(n)}`)).toBeUndefined()
    expect(asked).toHaveLength(5) // and no more within 150 seconds
  })

  test('cannot be had: that is said, and nobody is blamed', async () => {
    await expect(vendorKeys().githubKey('a')).rejects.toThrow('cannot be had now')
  })
})

describe('a certificate of SNS', () => {
  beforeEach(() => {
    nowMs = Date.now() + 60_000 // the certificates are made now
  })
  const url = (name: string) => `https://sns.eu-west-1.amazonaws.com/${name}.pem`

  test('is taken from AWS once', async () => {
    const pem = certificate('sns.amazonaws.com')
    publish(url('a'), pem)
    const keys = vendorKeys()
    expect(await keys.awsCertificate(url('a'))).toBe(pem)
    expect(await keys.awsCertificate(url('a'))).toBe(pem)
    expect(asked).toEqual([url('a')])
  })

  test('that is another service’s, not there, or not in force is none', async () => {
    publish(url('other'), certificate('s3.amazonaws.com'))
    publish(url('absent'), '<Error/>', 403)
    publish(url('early'), certificate('sns.amazonaws.com'))
    const keys = vendorKeys()
    expect(await keys.awsCertificate(url('other'))).toBeUndefined()
    expect(await keys.awsCertificate(url('absent'))).toBeUndefined()
    nowMs = Date.parse('2020-01-01')
    expect(await vendorKeys().awsCertificate(url('early'))).toBeUndefined()
  })

  test('that nobody has used before is fetched a few times a minute, whatever requests name', async () => {
    const keys = vendorKeys()
    for (let n = 0; n < 50; n++) await keys.awsCertificate(url(String(n))).catch(() => undefined)
    expect(asked).toHaveLength(6)
  })
})

function certificate(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ssf-hub-sns-'))
  const file = join(folder, 'cert.pem')
  const options = [
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    join(folder, 'key.pem'),
    '-days',
    '7300',
  ]
  execFileSync('openssl', ['req', '-x509', ...options, '-subj', `/CN=${name}`, '-out', file], {
    stdio: 'ignore',
  })
  const pem = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  return pem
}
