import { expect, test } from 'vitest'
import { changesIn, rebase } from './edit.ts'

const BASIS = { window: '8', rate: '', tags: ['a'] }

test('only what was typed is sent', () => {
  expect(changesIn({ ...BASIS, rate: '5' }, BASIS)).toEqual({ rate: '5' })
  expect(changesIn({ ...BASIS, tags: ['a'] }, BASIS)).toEqual({})
})

test('what was typed stays on top of what another changed; the rest is as the other left it', () => {
  const typed = { ...BASIS, rate: '5' }
  const theirs = { window: '2', rate: '9', tags: ['b'] }
  expect(rebase(typed, BASIS, theirs)).toEqual({ window: '2', rate: '5', tags: ['b'] })
})
