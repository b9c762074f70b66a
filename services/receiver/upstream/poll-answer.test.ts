import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApiResult } from '../../kernel/upstream/session.ts'
import { LONG_POLL_MS, readPoll } from './poll-answer.ts'

const answer = (body: unknown, changes: object = {}): ApiResult => ({
  kind: 'answer',
  status: 200,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
  truncated: false,
  reusedConnection: false,
  durationMs: 5,
  ...changes,
})

describe('a poll was answered with', () => {
  test.each<[string, ApiResult, object]>([
    [
      'SETs, and more to come',
      answer({ sets: { a: 'x.y.z' }, moreAvailable: true }),
      { kind: 'sets', sets: { a: 'x.y.z' }, moreAvailable: true },
    ],
    ['none', answer({ sets: {} }), { kind: 'sets', sets: {}, moreAvailable: false }],
    ['none, by null', answer({ sets: null }), { kind: 'sets', sets: {} }],
    ['none, by nothing', answer({}), { kind: 'sets', sets: {} }],
    ['none, by 204', answer('', { status: 204 }), { kind: 'sets', sets: {} }],
    [
      'one that is none, beside one that may be',
      answer({ sets: { a: 7, b: 'x.y.z' }, moreAvailable: 'yes' }),
      { kind: 'sets', sets: { a: '', b: 'x.y.z' }, moreAvailable: false },
    ],
    ['an error', answer({ error: 'invalid_token' }), { kind: 'failed' }],
    ['a page', answer('<html>'), { kind: 'failed' }],
    ['a list', answer([]), { kind: 'failed' }],
    ['more than is read', answer('{"sets":{"a":"', { truncated: true }), { kind: 'too-long' }],
    [
      'a wait',
      answer('', { status: 429, headers: { 'retry-after': '7' } }),
      { kind: 'failed', status: 429, retryAfterSeconds: 7 },
    ],
    [
      'a gateway’s time-out after half a minute',
      answer('', { status: 504, durationMs: 30_000 }),
      { kind: 'nothing-in-time' },
    ],
    ['one at once', answer('', { status: 504 }), { kind: 'failed', status: 504 }],
    [
      'nothing as long as we wait',
      { kind: 'failure', reason: 'timeout', detail: 'no answer', durationMs: LONG_POLL_MS },
      { kind: 'nothing-in-time' },
    ],
    [
      'nothing, for nobody is there',
      { kind: 'failure', reason: 'connect', detail: 'ECONNREFUSED', durationMs: 1 },
      { kind: 'failed' },
    ],
    ['no token', { kind: 'unauthorized', reason: 'no token' }, { kind: 'failed' }],
  ])('%s', (_what, result, expected) => {
    expect(readPoll(result)).toMatchObject(expected)
  })

  test('whatever a stranger sends: SETs that are text, or a reason', () => {
    fc.assert(
      fc.property(fc.json(), fc.dictionary(fc.string(), fc.anything()), (json, named) => {
        for (const body of [json, JSON.stringify({ sets: named }) as string | undefined]) {
          const read = readPoll(answer(body ?? ''))
          if (read.kind === 'failed') expect(read.reason).not.toBe('')
          else if (read.kind === 'sets')
            expect(Object.values(read.sets).every((set) => typeof set === 'string')).toBe(true)
        }
      }),
    )
  })
})
