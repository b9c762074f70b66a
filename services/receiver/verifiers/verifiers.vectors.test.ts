import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { verifyByKeyId } from './asymmetric.ts'
import { verifyHmac, type SignedRequest } from './hmac.ts'
import { ATLASSIAN, BOX, GITHUB, GITHUB_SECRET_SCANNING, PAGERDUTY, SLACK } from './layouts.ts'
import { SnsMessage, verifySns } from './sns.ts'
import { verifyStandardWebhook } from './standard-webhooks.ts'
import { verifyTimedHmac } from './timed-hmac.ts'

// What vendors published, unchanged, from outside this repository.
const DIRECTORY = '../shared/vectors'
const isThere = existsSync(DIRECTORY)
if (!isThere) console.warn(`SKIPPED: the published vendor vectors are not at ${DIRECTORY}`)

type Vector = {
  id: string
  expected: 'valid' | 'invalid'
  headers: Record<string, string>
  body?: string
  body_repeat?: { char: string; count: number }
  now?: number
  secret?: string | string[]
  public_key?: string
  public_keys?: Record<string, string>
  certificate_pem?: string
}
type Verify = (vector: Vector, request: SignedRequest) => boolean

const secretsOf = ({ secret, public_key: key }: Vector) => [secret ?? key ?? []].flat()
const nowOf = ({ now = 0 }: Vector) => new Date(now * 1_000)

const VERIFY: Record<string, { count: number; verify: Verify }> = {
  'standard-webhooks': {
    count: 23,
    verify: (vector, request) => verifyStandardWebhook(request, secretsOf(vector), nowOf(vector)),
  },
  'github-x-hub-signature-256': {
    count: 9,
    verify: (vector, request) => verifyHmac(request, GITHUB, secretsOf(vector)),
  },
  'github-secret-scanning-ecdsa': {
    count: 6,
    verify: ({ public_keys: keys = {} }, request) =>
      verifyByKeyId(request, GITHUB_SECRET_SCANNING, new Map(Object.entries(keys))),
  },
  'slack-v0': {
    count: 4,
    verify: (vector, request) => verifyTimedHmac(request, SLACK, secretsOf(vector), nowOf(vector)),
  },
  'pagerduty-v3': {
    count: 7,
    verify: (vector, request) => verifyHmac(request, PAGERDUTY, secretsOf(vector)),
  },
  'atlassian-x-hub-signature': {
    count: 1,
    verify: (vector, request) => verifyHmac(request, ATLASSIAN, secretsOf(vector)),
  },
  'box-body-then-timestamp': {
    count: 12,
    verify: (vector, request) => verifyTimedHmac(request, BOX, secretsOf(vector), nowOf(vector)),
  },
  'aws-sns': {
    count: 13,
    verify: ({ certificate_pem: pem = '' }, { body }) => {
      const message = SnsMessage.safeParse(JSON.parse(body.toString()))
      return message.success && verifySns(message.data, [pem])
    },
  },
}

function requestOf({ headers, body, body_repeat: repeat }: Vector): SignedRequest {
  const text = repeat ? repeat.char.repeat(repeat.count) : (body ?? '')
  return { headers, body: Buffer.from(text) }
}

/** The same request with one bit of its body changed; of JSON one that is signed. */
function tampered({ headers, body }: SignedRequest): SignedRequest {
  const copy = Buffer.from(body)
  const message = copy.indexOf('"Message"')
  const at = message < 0 ? copy.length - 1 : copy.indexOf(':', message) + 4
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return { headers, body: copy }
}

describe.skipIf(!isThere).each(Object.entries(VERIFY))('%s', (file, { count, verify }) => {
  // The file's shape is described in the vectors' own notes; a wrong one fails the tests.
  const vectors = isThere
    ? (JSON.parse(readFileSync(`${DIRECTORY}/${file}.json`, 'utf8')) as { vectors: Vector[] })
        .vectors
    : []

  test('is there, whole', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(count)
  })

  test.each(vectors)('$id is $expected', (vector) => {
    expect(verify(vector, requestOf(vector))).toBe(vector.expected === 'valid')
  })

  test.each(vectors.filter(({ expected }) => expected === 'valid'))(
    '$id with one bit of the body changed is refused',
    (vector) => {
      expect(verify(vector, tampered(requestOf(vector)))).toBe(false)
    },
  )
})
