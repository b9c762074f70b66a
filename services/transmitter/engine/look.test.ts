import { expect, test } from 'vitest'
import { NOW } from './engine.fixture.ts'
import { createLook } from './look.ts'

const at = (ms: number): Date => new Date(NOW.getTime() + ms)

test('a bell between two full looks asks for the streams that rang it alone', () => {
  const look = createLook()
  look.want(['a'])
  expect(look.take(at(0), 500)).toBe('all')
  look.want(['b', 'c', 'b'])
  expect(look.take(at(100), 500)).toEqual(['b', 'c'])
  expect(look.take(at(200), 500)).toEqual([])
  expect(look.take(at(500), 500)).toBe('all')
})

test('a look that failed is wanted again', () => {
  const look = createLook()
  look.take(at(0), 500)
  look.want('all')
  expect(look.take(at(1), 500)).toBe('all')
})

test('a clock that jumps back delays no full look', () => {
  const look = createLook()
  look.take(at(0), 500)
  expect(look.take(at(-3_600_000), 500)).toBe('all')
})
