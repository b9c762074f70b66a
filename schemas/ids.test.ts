import { expect, expectTypeOf, test } from 'vitest'
import type { EventId, SignalId } from './ids.ts'
import { SourceId, StreamId } from './ids.ts'

test('a signal is not an event', () => {
  expectTypeOf<SignalId>().not.toExtend<EventId>()
  expectTypeOf<string>().not.toExtend<StreamId>()
})

test.each(['f67e39a0a4d34d56b3aa1bc4cff0069f', 'a', 'A-b_9', 'x'.repeat(64)])(
  'a stream may be called %s',
  (id) => {
    expect(StreamId.safeParse(id).success).toBe(true)
  },
)

test.each(['', 'a b', '../x', 'ä', 'x\n', 'x'.repeat(65)])('no stream is called %j', (id) => {
  expect(StreamId.safeParse(id).success).toBe(false)
})

test.each(['okta-prod', '7', 'x'.repeat(63)])('a source may be called %s', (id) => {
  expect(SourceId.safeParse(id).success).toBe(true)
})

test.each(['', '-okta', 'Okta', 'okta_prod', 'okta/x', 'x\n', 'x'.repeat(64)])(
  'no source is called %j',
  (id) => {
    expect(SourceId.safeParse(id).success).toBe(false)
  },
)
