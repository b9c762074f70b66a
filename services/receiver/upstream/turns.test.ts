import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('one at a time by name, in the order asked; another name does not wait, and a failure holds nobody up', async () => {
  const turns = createTurns()
  const happened: string[] = []
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const first = turns('a', async () => {
    happened.push('first begins')
    await held
    happened.push('first ends')
    throw new Error('failed')
  })
  const second = turns('a', () => Promise.resolve(happened.push('second')))
  await turns('b', () => Promise.resolve(happened.push('other')))
  expect(happened).toEqual(['first begins', 'other'])
  release()
  await expect(first).rejects.toThrow('failed')
  await second
  expect(happened).toEqual(['first begins', 'other', 'first ends', 'second'])
})
