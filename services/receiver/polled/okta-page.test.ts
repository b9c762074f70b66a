import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OutboundResult } from '../../kernel/http/outbound.ts'
import { firstPage, PAGE_EVENTS, readPage } from './okta-page.ts'

const ASKED = 'https://acme.okta.example/api/v1/logs?after=1&limit=100'
const NEXT = 'https://acme.okta.example/api/v1/logs?after=2&limit=100'

const answer = (changes: Partial<Extract<OutboundResult, { kind: 'answer' }>>): OutboundResult => ({
  kind: 'answer',
  status: 200,
  headers: { link: `<${ASKED}>; rel="self", <${NEXT}>; rel="next"` },
  body: '[]',
  truncated: false,
  reusedConnection: false,
  durationMs: 1,
  ...changes,
})

test('the log is read from an instant on, the oldest first, without an end', () => {
  expect(firstPage('https://acme.okta.example', new Date('2026-11-24T00:00:00Z'))).toBe(
    'https://acme.okta.example/api/v1/logs?since=2026-11-24T00%3A00%3A00.000Z&sortOrder=ASCENDING&limit=100',
  )
})

describe('a page', () => {
  test('says where to read on; a full one is followed at once, another in some seconds', () => {
    expect(readPage(answer({}), ASKED)).toMatchObject({
      kind: 'events',
      next: NEXT,
      waitSeconds: 5,
    })
    const body = JSON.stringify(Array.from({ length: PAGE_EVENTS }, () => ({})))
    expect(readPage(answer({ body }), ASKED)).toMatchObject({ next: NEXT, waitSeconds: 0 })
  })

  test.each([
    ['of another host', 'https://evil.example/api/v1/logs?after=2'],
    ['of another port', 'https://acme.okta.example:8443/api/v1/logs?after=2'],
    ['without TLS', 'http://acme.okta.example/api/v1/logs?after=2'],
    ['that is none', 'https://['],
  ])('is not followed to a URL %s: our token would go there', (_, url) => {
    const headers = { link: `<${url}>; rel="next"` }
    expect(readPage(answer({ headers }), ASKED)).toMatchObject({ kind: 'events', next: undefined })
  })

  test.each([['no JSON'], ['{}'], ['']])('that is no list (%j) is not taken', (body) => {
    expect(readPage(answer({ body }), ASKED)).toMatchObject({ kind: 'failed' })
  })

  test('that is cut off is not taken', () => {
    expect(readPage(answer({ truncated: true }), ASKED)).toMatchObject({ kind: 'failed' })
  })
})

describe('a refusal', () => {
  const date = 'Tue, 24 Nov 2026 12:00:00 GMT'
  const seconds = Date.parse(date) / 1_000

  test.each([
    [{ 'x-rate-limit-reset': String(seconds + 42), date }, 43],
    [{ 'x-rate-limit-reset': String(seconds - 42), date }, 1],
    [{ 'x-rate-limit-reset': String(seconds + 86_400), date }, 3_600],
    [{ 'x-rate-limit-reset': 'soon', date }, 60],
    [{ 'retry-after': '7' }, 7],
    [{}, 60],
  ])('429 with %j waits %d s', (headers: Record<string, string>, waitSeconds) => {
    const body = '{"errorCode":"E0000047","errorSummary":"API call exceeded rate limit"}'
    expect(readPage(answer({ status: 429, headers, body }), ASKED)).toEqual({
      kind: 'failed',
      reason: 'Okta answered 429: E0000047 API call exceeded rate limit',
      waitSeconds,
    })
  })

  test('of a place in the log loses that place; of the token it does not', () => {
    expect(readPage(answer({ status: 400 }), ASKED)).toMatchObject({ kind: 'lost' })
    const first = firstPage('https://acme.okta.example', new Date(0))
    expect(readPage(answer({ status: 400 }), first)).toMatchObject({ kind: 'failed' })
    expect(readPage(answer({ status: 401 }), ASKED)).toMatchObject({ kind: 'failed' })
  })
})

test('whatever comes back is read without throwing, and never leads away from the org', () => {
  const headers = fc.dictionary(
    fc.constantFrom('link', 'date', 'x-rate-limit-reset', 'retry-after'),
    fc.oneof(
      fc.string(),
      fc.string().map((host) => `<https://${host}/api/v1/logs>; rel="next"`),
    ),
  )
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), headers, fc.string(), (status, some, body) => {
      const page = readPage(answer({ status, headers: some, body }), ASKED)
      if (page.kind === 'events' && page.next !== undefined)
        expect(new URL(page.next).host).toBe('acme.okta.example')
      if (page.kind === 'failed' && page.waitSeconds !== undefined)
        expect(page.waitSeconds).toBeGreaterThanOrEqual(1)
    }),
  )
})
