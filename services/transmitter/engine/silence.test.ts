import { expect, test } from 'vitest'
import { createSilence } from './silence.ts'

const [one, two] = [
  { id: 'one', mark: '1' },
  { id: 'two', mark: '1' },
]

test('who says nothing new for so long is silent, from when on that was first seen', () => {
  const silence = createSilence()
  silence.observe([one, two], 1_000)
  silence.observe([one, { ...two, mark: '2' }], 9_000)
  expect(silence.silentFor(15_000, 15_999)).toEqual([])
  expect(silence.nextAtMs(15_000)).toBe(16_000)
  expect(silence.silentFor(15_000, 16_000)).toEqual([one])
  expect(silence.silentFor(15_000, 24_000)).toEqual([one, { id: 'two', mark: '2' }])
})

test('who has gone is forgotten, and who comes again is new', () => {
  const silence = createSilence()
  silence.observe([one], 0)
  silence.observe([], 1_000)
  expect(silence.nextAtMs(15_000)).toBe(Infinity)
  silence.observe([one], 2_000)
  expect(silence.silentFor(15_000, 16_000)).toEqual([])
})
