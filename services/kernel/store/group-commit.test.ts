import { expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

/** A write that answers ten times each item, when it is let go. */
function open(maxItems = 100) {
  const batches: number[][] = []
  const gates: PromiseWithResolvers<undefined>[] = []
  const commit = createGroupCommit<number, number>(maxItems, async (items) => {
    const gate = Promise.withResolvers<undefined>()
    batches.push([...items])
    gates.push(gate)
    await gate.promise
    return items.map((item) => item * 10)
  })
  return { commit, batches, gates }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a lone item is written at once', async () => {
  const { commit, batches, gates } = open()
  const result = commit(1)
  expect(batches).toEqual([[1]])
  gates[0]?.resolve(undefined)
  expect(await result).toBe(10)
})

test('what comes while a batch is written goes out together, and everyone gets the own result', async () => {
  const { commit, batches, gates } = open()
  const results = [1, 2, 3, 4].map(commit)
  gates[0]?.resolve(undefined)
  await settled()
  gates[1]?.resolve(undefined)
  expect(await Promise.all(results)).toEqual([10, 20, 30, 40])
  expect(batches).toEqual([[1], [2, 3, 4]])
})

test('nobody is told before the commit', async () => {
  const { commit, gates } = open()
  let isTold = false
  const result = commit(1).then(() => (isTold = true))
  await settled()
  expect(isTold).toBe(false)
  gates[0]?.resolve(undefined)
  await result
})

test('a batch has at most so many items', async () => {
  const batches: number[] = []
  const commit = createGroupCommit<number, number>(3, (items) => {
    batches.push(items.length)
    return Promise.resolve(items)
  })
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(commit))
  expect(batches).toEqual([1, 3, 3, 1])
})

test('where the write fails, its callers are told, and the next ones are served', async () => {
  let isAway = true
  const commit = createGroupCommit<number, number>(10, async (items) => {
    await settled()
    if (isAway) throw new Error('the database is away')
    return items
  })
  const results = await Promise.allSettled([1, 2, 3].map(commit))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  isAway = false
  expect(await commit(4)).toBe(4)
})

test('a write that throws before it begins is told as well', async () => {
  const commit = createGroupCommit<number, number>(10, () => {
    throw new Error('no')
  })
  await expect(commit(1)).rejects.toThrow('no')
  await expect(commit(2)).rejects.toThrow('no')
})

test('a write that answers too few results fails those without one', async () => {
  const commit = createGroupCommit<number, number>(10, async (items) => {
    await settled()
    return items.slice(0, 1)
  })
  const results = await Promise.allSettled([1, 2, 3].map(commit))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
})

test('an item that alone is to blame fails alone', async () => {
  const commit = createGroupCommit<number, number>(
    10,
    async (items) => {
      await settled()
      if (items.includes(3)) throw new Error('three is refused')
      return items
    },
    (error) => error instanceof Error && error.message.endsWith('refused'),
  )
  const results = await Promise.allSettled([1, 2, 3, 4].map(commit))
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
})

test('no more than a bounded number wait; who comes then is told at once', async () => {
  const { commit, gates } = open(50_000)
  const first = commit(0)
  const waiting = Array.from({ length: 20_000 }, (_, index) => commit(index))
  await expect(commit(1)).rejects.toThrow('20000 wait for the database already')
  gates[0]?.resolve(undefined)
  await first
  await settled()
  gates[1]?.resolve(undefined)
  expect(await Promise.all(waiting)).toHaveLength(20_000)
  void commit(2)
  expect(gates).toHaveLength(3)
})
