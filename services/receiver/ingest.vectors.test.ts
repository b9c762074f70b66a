import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ingest, open, sources, stored } from './ingest.fixture.ts'

type PushVector = {
  id: string
  jwks: unknown
  receiver: { issuer: string; audience: string; push_authorization: string }
  headers: Record<string, string>
  skip_authorization?: boolean
  body: string
  expected: 'valid' | 'invalid'
  response_status?: number
}

const VECTORS = '../shared/vectors/set-push.json'
const isThere = existsSync(VECTORS)
if (!isThere) console.warn(`SKIPPED: the published SETs are not at ${VECTORS}`)

describe.skipIf(!isThere)('published SETs, pushed as they were', () => {
  // The file's shape is described in its own notes; a wrong one fails the tests.
  const vectors = isThere
    ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as { vectors: PushVector[] }).vectors
    : []

  test('are there', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(6)
  })

  test.each(vectors)(
    '$id is $expected',
    async ({ id, jwks, receiver, headers, body, expected, ...vector }) => {
      sources.set('vector', {
        id: 'vector',
        ...open,
        kind: 'ssf',
        issuer: receiver.issuer,
        audience: [receiver.audience],
        jwks,
        pushAuthorization: vector.skip_authorization ? undefined : receiver.push_authorization,
        secrets: [],
      })
      const answer = await ingest().post('/ingest/vector').set(headers).send(body)
      expect(answer.status).toBe(vector.response_status ?? (expected === 'valid' ? 202 : 400))
      expect(answer.body).toMatchObject(EXPECTED_ERR[id] ? { err: EXPECTED_ERR[id] } : {})
      expect(stored.size).toBe(expected === 'valid' ? 1 : 0)
    },
  )

  const EXPECTED_ERR: Record<string, string> = {
    'caepdev-not-a-jwt': 'invalid_request',
    'caepdev-wrong-push-token': 'authentication_failed',
    'rfc8935-hs256': 'invalid_key',
    'rfc8936-alg-none-1': 'invalid_key',
    'rfc8936-alg-none-2': 'invalid_key',
  }
})
