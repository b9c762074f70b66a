import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FailureReason } from '../../kernel/http/outbound.ts'
import { NOW } from './engine.fixture.ts'
import { readOutcome } from './outcome.ts'

const answer = (status: number, body = '', headers: Record<string, string> = {}) =>
  readOutcome(
    {
      kind: 'answer',
      status,
      headers,
      body,
      truncated: false,
      reusedConnection: false,
      durationMs: 1,
    },
    NOW,
  )
const refusal = (err: unknown, description?: unknown) =>
  answer(400, JSON.stringify({ err, description }))
const retryAfter = (value: string) => answer(503, '', { 'retry-after': value })

test.each([200, 201, 202, 204])('%i is an acknowledgement', (status) => {
  expect(answer(status)).toEqual({ kind: 'accepted' })
})

test.each(['invalid_request', 'invalid_key', 'invalid_issuer', 'invalid_audience'])(
  '400 %s is about this SET alone',
  (err) => {
    expect(refusal(err, 'no')).toEqual({ kind: 'rejected', err, description: 'no' })
  },
)

test.each(['authentication_failed', 'access_denied'])(
  '400 %s is about the credential, so the stream waits',
  (err) => {
    expect(refusal(err, 'who are you')).toEqual({ kind: 'retry', err, description: 'who are you' })
  },
)

test.each([
  ['a long description', 'x'.repeat(5_000)],
  ['a description that is no text', 17],
  ['a description that is null', null],
])('the code of a refusal counts, whatever comes with it: %s', (_name, description) => {
  expect(refusal('authentication_failed', description)).toMatchObject({
    kind: 'retry',
    err: 'authentication_failed',
  })
})

test('a 400 with a code of the receiver’s own refuses this SET, in its words', () => {
  expect(refusal('quota', 'too many users')).toEqual({
    kind: 'rejected',
    err: 'quota',
    description: 'too many users',
  })
  expect(refusal('x'.repeat(500))).toMatchObject({ kind: 'rejected', err: 'x'.repeat(64) })
})

test.each([
  ['no body', ''],
  ['HTML', '<h1>Bad Request</h1>'],
  ['JSON that is cut short', '{"err":"invalid_'],
  ['JSON that is no object', '[]'],
  ['null', 'null'],
  ['no err', '{}'],
  ['an err that is no text', '{"err":{"toString":1}}'],
])('a 400 with %s is told as it came', (_name, body) => {
  expect(answer(400, body)).toMatchObject({
    err: 'http_400',
    description: body ? `HTTP 400: ${body}` : 'HTTP 400',
  })
})

test.each([
  [301, 'redirect'],
  [308, 'redirect'],
  [401, 'http_401'],
  [403, 'http_403'],
  [404, 'http_404'],
  [410, 'http_410'],
  [429, 'http_429'],
  [500, 'http_500'],
  [503, 'http_503'],
])('%i gates the stream', (status, err) => {
  expect(answer(status, 'why')).toEqual({
    kind: 'retry',
    err,
    description: `HTTP ${String(status)}: why`,
  })
})

test('413 is about this SET: it will not become smaller', () => {
  expect(answer(413)).toEqual({
    kind: 'rejected',
    err: 'payload_too_large',
    description: 'HTTP 413',
  })
})

test.each<FailureReason>([
  'blocked-address',
  'dns',
  'connect',
  'tls',
  'timeout',
  'reset',
  'bad-url',
])('no answer (%s) gates the stream', (reason) => {
  expect(readOutcome({ kind: 'failure', reason, detail: 'so', durationMs: 1 }, NOW)).toEqual({
    kind: 'retry',
    err: reason,
    description: 'so',
  })
})

describe('Retry-After', () => {
  test.each([
    ['120', 120],
    ['0', 0],
    ['999999999999999999999', 86_400],
    ['Sun, 22 Nov 2026 10:01:30 GMT', 90],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400],
  ])('%s is %i seconds', (value, seconds) => {
    expect(retryAfter(value)).toMatchObject({ kind: 'retry', retryAfterSeconds: seconds })
  })
  test.each(['soon', '', 'NaN', '--', 'Infinity'])('%j says nothing', (value) => {
    expect(retryAfter(value)).not.toHaveProperty('retryAfterSeconds')
  })
})

test('whatever a receiver answers becomes a bounded text that PostgreSQL can hold', () => {
  const text = fc.string({ unit: 'binary', maxLength: 350 })
  const body = fc.oneof(
    text,
    fc.json(),
    fc
      .record({ err: text, description: fc.oneof(text, fc.jsonValue()) })
      .map((value) => JSON.stringify(value)),
    fc.constant('\u0000'.repeat(400)),
    fc.constant(JSON.stringify({ err: 'access_denied', description: 'a\u0000b' })),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 999 }),
      body,
      fc.option(text),
      (status, said, header) => {
        const outcome = answer(status, said, header === null ? {} : { 'retry-after': header })
        if (outcome.kind === 'accepted') return true
        const { err, description } = outcome
        return (
          err.length <= 64 &&
          description.length <= 400 &&
          !`${err}${description}`.includes('\u0000')
        )
      },
    ),
    { numRuns: 60 },
  )
}, 20_000)
