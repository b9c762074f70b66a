import { expect, test } from 'vitest'
import type { OutboundRequest, OutboundResult } from '../../kernel/http/outbound.ts'
import { NOW, stream } from './engine.fixture.ts'
import { send } from './send.ts'

const SET = { jws: 'a.b.c', jti: 'jti-1', kid: 'kid-1', seq: 7 }
const clock = { now: () => NOW, sleep: () => Promise.resolve() }

const answered = (status: number, body = ''): OutboundResult => ({
  kind: 'answer',
  status,
  headers: {},
  body,
  truncated: false,
  remoteAddress: '192.0.2.1',
  reusedConnection: true,
  phases: { firstByteMs: 12.1, bodyMs: 0.5 },
  durationMs: 12.6,
})

async function sent(result: OutboundResult, authorizationHeader: string | null = null) {
  const requests: OutboundRequest[] = []
  const outbound = {
    request: (request: OutboundRequest) => {
      requests.push(request)
      return Promise.resolve(result)
    },
    close: () => Promise.resolve(),
  }
  const config = { pushTimeoutMs: 15_000 }
  const deps = { outbound, clock, config, stop: new AbortController().signal }
  return { sent: await send(SET, stream({ authorizationHeader }), deps), request: requests[0] }
}

/** All that is kept of an attempt. */
const kept = async (body: string, authorization: string): Promise<string> =>
  JSON.stringify((await sent(answered(401, body), authorization)).sent)

test('a push is the SET as it was signed, with the receiver’s own Authorization header', async () => {
  const { request } = await sent(answered(202), 'Bearer s3cret-token')
  expect(request).toMatchObject({
    method: 'POST',
    url: 'https://app.example.com/events',
    body: 'a.b.c',
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      authorization: 'Bearer s3cret-token',
    },
  })
  expect((await sent(answered(202))).request?.headers).not.toHaveProperty('authorization')
})

test('an attempt records what was answered, by whom and how fast', async () => {
  expect((await sent(answered(503, 'later'))).sent).toEqual({
    outcome: { kind: 'retry', err: 'http_503', description: 'HTTP 503: later' },
    attempt: {
      streamId: 'stream-1',
      seq: 7,
      jti: 'jti-1',
      kid: 'kid-1',
      outcome: 'retry',
      httpStatus: 503,
      err: 'http_503',
      description: 'HTTP 503: later',
      durationMs: 13,
      reused: true,
      remote: '192.0.2.1',
      response: 'later',
      phases: { firstByteMs: 12.1, bodyMs: 0.5 },
      at: NOW,
    },
  })
})

test('a push given up because the process stops is no attempt', async () => {
  const aborted = { kind: 'failure', reason: 'aborted', detail: '', durationMs: 1 } as const
  expect((await sent(aborted)).sent).toBe('abandoned')
})

test.each([
  ['the whole header', 'no: Bearer s3cret/token'],
  ['the credential alone', 'token s3cret/token is expired'],
  ['a JSON refusal with slashes escaped', String.raw`{"err":"x","description":"s3cret\/token"}`],
  ['an error page where it lies across the end of the excerpt', `${'x'.repeat(290)}s3cret/token`],
])('a receiver that repeats our credential does not make us keep it: %s', async (_name, body) => {
  expect(await kept(body, 'Bearer s3cret/token')).not.toContain('s3cret')
})

test('a header that ends in a space, or holds one letter, leaves the answer readable', async () => {
  expect(await kept('bad token', 'Bearer abcdefgh ')).toContain('HTTP 401: bad token')
  expect(await kept('bad token', 'Bearer a')).toContain('HTTP 401: bad token')
  expect(await kept('bad token', 'a')).toContain('HTTP 401: bad token')
})
