import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { exportJWK, generateKeyPair, CompactSign } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, SET_HEADERS, type TestPeer } from './support/peer.ts'
import { memberRemoved } from './support/vendors.ts'
import { query } from './support/upstream.ts'

// What strangers and broken senders send to the door: each is refused as docs/sources.md says, counted, and nothing of it stored.

const SECRET = 'the-webhook-secret'
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:security'

const SOURCES = {
  github: { kind: 'github', secrets: [SECRET] },
  okta: { kind: 'okta', issuer: 'https://acme.okta.example', secrets: [SECRET] },
  scanning: {
    kind: 'github-secret-scanning',
    settings: {
      publicKeys: [{ id: 'k1', key: publicKey.export({ format: 'pem', type: 'spki' }).toString() }],
    },
  },
  sns: { kind: 'aws-sns', settings: { topics: [TOPIC] } },
}

let hub: TestHub
let peer: TestPeer
let copies = 0
beforeAll(async () => {
  hub = await startHub()
  peer = await createPeer()
  for (const [id, source] of Object.entries(SOURCES))
    await hub.admin.createSource({ id, ...source })
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
})
afterAll(() => hub[Symbol.asyncDispose]())

const mac = (body: string | Buffer, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

/** A GitHub delivery of these bytes, with what is given instead of the right headers. */
const delivery = (body: string | Buffer, changes: Record<string, string> = {}) => ({
  source: 'github' as const,
  body,
  headers: {
    'content-type': 'application/json',
    'x-github-event': 'organization',
    'x-github-delivery': 'd-1',
    'x-github-hook-installation-target-id': '1',
    'x-hub-signature-256': mac(body),
    ...changes,
  },
})

type Sent = { source: keyof typeof SOURCES; body: string | Buffer; headers: Record<string, string> }

async function post({ source, body, headers }: Omit<Sent, 'source'> & { source: string }) {
  const response = await fetch(`${hub.url}/ingest/${source}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
    signal: AbortSignal.timeout(15_000),
  })
  return { status: response.status, text: await response.text() }
}

/** Bytes as they are on the wire; answers the status. */
const wire = (head: readonly string[], body: string, { end = false } = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(hub.url).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => (answer += data.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => {
      resolve(Number(answer.split(' ')[1] ?? 0))
    })
    socket.write(`${[...head, 'connection: close', '', ''].join('\r\n')}${body}`)
    if (end) socket.end()
  })

const storedOf = async (source: string) =>
  (await query(hub, 'select 1 from signal where source_id = $1', [source])).length

type Refusals = { items: { code: string; count: number; samples: { reason: string }[] }[] }
const refusalsOf = async (source: string) => {
  const { json } = await hub.admin.get<Refusals>(`/admin/sources/${source}/refusals`)
  return json.items
}
const countOf = async (source: string, code: string) =>
  (await refusalsOf(source)).find((one) => one.code === code)?.count ?? 0

/** Runs it, and waits until its refusal is counted under this code; nothing may be stored. */
async function refusedAs<T>(source: string, code: string, send: () => Promise<T>): Promise<T> {
  const [before, count] = [await storedOf(source), await countOf(source, code)]
  const answer = await send()
  await eventually(async () => {
    expect(await countOf(source, code)).toBe(count + 1)
  })
  expect(await storedOf(source)).toBe(before)
  return answer
}

const GOOD = memberRemoved(1)
const deep = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
const latin1 = Buffer.from(memberRemoved(2).replace('acme', 'ac\u00e9me'), 'latin1')
const pair = signBytes('sha256', Buffer.from('[]'), privateKey).toString('base64')

describe('at the door is refused', () => {
  const cases: [string, string, number, () => Sent][] = [
    ['a body cut short', 'authentication_failed', 401, () => delivery(GOOD.slice(0, -5), right())],
    [
      'a body with one bit changed',
      'authentication_failed',
      401,
      () => delivery(GOOD.replace('user-1', 'user-0'), right()),
    ],
    ['a MAC that is too short', 'authentication_failed', 401, () => hmac('sha256=ab')],
    ['a MAC that is too long', 'authentication_failed', 401, () => hmac(`${mac(GOOD)}00`)],
    ['a MAC that is no hex', 'authentication_failed', 401, () => hmac(`sha256=${'zz'.repeat(32)}`)],
    ['an empty MAC', 'authentication_failed', 401, () => hmac('sha256=')],
    ['no MAC', 'authentication_failed', 401, () => hmac('')],
    ['a signature that is broken DER', 'authentication_failed', 401, () => scanned('MEUCIQD/////')],
    [
      'a signature that is cut short',
      'authentication_failed',
      401,
      () => scanned(pair.slice(0, 20)),
    ],
    ['a key that nobody has', 'authentication_failed', 401, () => scanned(pair, 'nobody')],
    ['JSON that is too deep', 'invalid_request', 400, () => delivery(deep(5_000))],
    ['a text that is not UTF-8', 'invalid_request', 400, () => delivery(latin1)],
    ['what is no JSON', 'invalid_request', 400, () => delivery('{"a":')],
    [
      'a body that is compressed',
      'unsupported_media_type',
      415,
      () => ({
        ...delivery(gzipSync(Buffer.alloc(2 ** 24)), { 'content-encoding': 'gzip' }),
      }),
    ],
    ['a body that is too long', 'payload_too_large', 413, () => delivery('x'.repeat(300_000))],
    [
      'a certificate of another host',
      'authentication_failed',
      401,
      () => sns('https://evil.example/x.pem'),
    ],
    [
      'a certificate of a host that looks like AWS’s',
      'authentication_failed',
      401,
      () => sns('https://sns.eu-west-1.amazonaws.com.evil.example/x.pem'),
    ],
  ]
  const right = () => ({ 'x-hub-signature-256': mac(GOOD) })
  const hmac = (signature: string) => delivery(GOOD, { 'x-hub-signature-256': signature })
  const scanned = (signature: string, id = 'k1') => ({
    source: 'scanning' as const,
    body: '[]',
    headers: {
      'content-type': 'application/json',
      'github-public-key-identifier': id,
      'github-public-key-signature': signature,
    },
  })
  const sns = (SigningCertURL: string) => ({
    source: 'sns' as const,
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({
      Type: 'Notification',
      MessageId: 'm-1',
      TopicArn: TOPIC,
      Message: 'x',
      Timestamp: '2026-03-26T21:05:40.000Z',
      SignatureVersion: '2',
      Signature: 'AAAA',
      SigningCertURL,
    }),
  })

  // Refusals are written down every two seconds: side by side, each at a source of its own.
  test.concurrent.each(cases)('%s: %s, %d', async (_what, code, status, make) => {
    const sent = make()
    const source = `${sent.source}-${String((copies += 1))}`
    await hub.admin.createSource({ id: source, ...SOURCES[sent.source] })
    const answer = await refusedAs(source, code, () => post({ ...sent, source }))
    expect(answer.status, answer.text).toBe(status)
    expect(answer.text).not.toMatch(/\.ts:|node_modules|the-webhook-secret/)
    expect(JSON.stringify(await refusalsOf(source))).not.toContain(SECRET)
  })

  test('a header that is sent twice, for either could be the right one', async () => {
    const head = Object.entries(delivery(GOOD).headers).map((header) => header.join(': '))
    const answer = await refusedAs('github', 'authentication_failed', () =>
      wire(
        [
          'POST /ingest/github HTTP/1.1',
          'host: hub',
          `content-length: ${String(GOOD.length)}`,
          ...head,
          `x-hub-signature-256: ${mac(GOOD)}`,
        ],
        GOOD,
      ),
    )
    expect(answer).toBe(401)
  })

  test('a body that ends before its Content-Length', async () => {
    await refusedAs('github', 'invalid_request', () =>
      wire(
        ['POST /ingest/github HTTP/1.1', 'host: hub', 'content-length: 1000'],
        GOOD.slice(0, 50),
        { end: true },
      ),
    )
  })
})

describe('a SET', () => {
  test.each(['jku', 'x5u'])(
    'that says by %s where its key is has no key: nothing is fetched',
    async (name) => {
      const stranger = await generateKeyPair('ES256', { extractable: true })
      const url = `${hub.url}/somewhere`
      const jwk = await exportJWK(stranger.publicKey)
      const jws = await new CompactSign(Buffer.from(JSON.stringify(peer.claims())))
        .setProtectedHeader({ alg: 'ES256', typ: 'secevent+jwt', kid: 'nowhere', [name]: url, jwk })
        .sign(stranger.privateKey)
      const answer = await refusedAs('peer', 'invalid_key', () =>
        post({ source: 'peer', body: jws, headers: SET_HEADERS }),
      )
      expect(answer.status).toBe(400)
      expect(await hub.log()).not.toContain('/somewhere')
    },
  )

  test('that is right is taken although it says so', async () => {
    const jws = await peer.sign(peer.claims(), { jku: 'https://evil.example/jwks' })
    expect((await post({ source: 'peer', body: jws, headers: SET_HEADERS })).status).toBe(202)
  })
})

test('who asks for a source that there is not hears what a wrong signature hears, word for word', async () => {
  const wrong = delivery(GOOD, { 'x-hub-signature-256': mac(GOOD, 'another') })
  const [known, unknown, odd] = await Promise.all([
    post(wrong),
    post({ ...wrong, source: 'nobody' }),
    post({ ...wrong, source: '%00' }),
  ])
  const words = ({ text }: { text: string }) => text.replaceAll(/nobody|github|%00/g, 'it')
  expect([unknown.status, odd.status]).toEqual([known.status, known.status])
  expect(words(unknown)).toBe(words(known))
  expect(words(odd)).toBe(words(known))
})
