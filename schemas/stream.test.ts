import { expect, test } from 'vitest'
import {
  AddSubjectRequest,
  CreateStreamRequest,
  POLL,
  ReplaceStreamRequest,
  UpdateStreamRequest,
} from './stream.ts'

const stream_id = 'f67e39a0a4d34d56b3aa1bc4cff0069f'

test('without delivery, a created stream is polled (SSF 1.0 §8.1.1.1)', () => {
  expect(CreateStreamRequest.parse({}).delivery).toEqual({ method: POLL })
})

test('PUT without delivery deletes it, so the stream is polled; PATCH leaves it (SSF 1.0 §8.1.1.3, §8.1.1.4)', () => {
  expect(ReplaceStreamRequest.parse({ stream_id }).delivery).toEqual({ method: POLL })
  expect(UpdateStreamRequest.parse({ stream_id })).toEqual({ stream_id })
})

test('each request gets a delivery of its own', () => {
  const [one, other] = [CreateStreamRequest.parse({}), CreateStreamRequest.parse({})]
  expect(one.delivery).not.toBe(other.delivery)
})

test('a subject counts as verified where nothing else is said [SSF §8.1.3.2 add-verified]', () => {
  const subject = { format: 'email', email: 'jane@example.com' }
  expect(AddSubjectRequest.parse({ stream_id, subject }).verified).toBe(true)
  expect(AddSubjectRequest.parse({ stream_id, subject, verified: false }).verified).toBe(false)
})
