import { expect, test } from 'vitest'
import { createDpopNonces } from './dpop-nonces.ts'

const at = { ms: Date.UTC(2026, 0, 1) }
const clock = { now: () => new Date(at.ms), sleep: () => Promise.resolve() }
const nonces = createDpopNonces(Buffer.alloc(32, 1), clock)

test('a nonce is fresh for some minutes, in every process that has the master key', () => {
  const nonce = nonces.current()
  const elsewhere = createDpopNonces(Buffer.alloc(32, 1), clock)
  for (const minutes of [0, 1, 4]) {
    at.ms = Date.UTC(2026, 0, 1, 0, minutes, 30)
    expect(nonces.isFresh(nonce)).toBe(true)
    expect(elsewhere.isFresh(nonce)).toBe(true)
  }
  at.ms = Date.UTC(2026, 0, 1, 0, 5, 30)
  expect(nonces.isFresh(nonce)).toBe(false)
  expect(nonces.current()).not.toBe(nonce)
})

test('a nonce of another hub, or of nobody, is not', () => {
  const other = createDpopNonces(Buffer.alloc(32, 2), clock)
  for (const nonce of [other.current(), '', 'x', `${nonces.current()}x`])
    expect(nonces.isFresh(nonce)).toBe(false)
  expect(other.secret).not.toEqual(nonces.secret)
})
