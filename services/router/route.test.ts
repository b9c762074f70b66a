import { expect, test } from 'vitest'
import { inTurns } from './route.ts'

const settled = (all: Promise<unknown>[]) =>
  Promise.allSettled(all).then((results) => results.map(({ status }) => status))

test('one turn at a time: what comes meanwhile goes together into the next', async () => {
  const { promise: open, resolve } = Promise.withResolvers<undefined>()
  const turns: string[][] = []
  const decide = inTurns(async (ids) => {
    turns.push([...ids])
    await open
  })
  const all = [decide(['a']), decide(['b', 'c']), decide(['d'])]
  expect(turns).toEqual([['a']])
  resolve(undefined)
  await Promise.all(all)
  expect(turns).toEqual([['a'], ['b', 'c', 'd']])
})

test('a signal that alone is to blame fails for whoever brought it, and for nobody else', async () => {
  const decided: string[] = []
  const decide = inTurns(async (ids) => {
    if (ids.includes('bad')) throw new TypeError('what it says cannot be read')
    decided.push(...ids)
  })
  const all = [decide(['first']), decide(['a', 'bad']), decide(['b'])]
  expect(await settled(all)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(decided).toEqual(['first', 'a', 'b'])
})

test('an outage fails for all, and nobody asks the database for each of them', async () => {
  let turns = 0
  const decide = inTurns(() => {
    turns += 1
    return Promise.reject(new Error('Connection terminated'))
  })
  const all = [decide(['a']), decide(['b']), decide(['c'])]
  expect(await settled(all)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(turns).toBe(2)
})
