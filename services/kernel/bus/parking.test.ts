import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BusMessage } from './bus.ts'
import { withParking } from './parking.ts'

const message = (key: string, n: number): BusMessage => ({ key, id: `${key}${String(n)}` })
const outage = new Error('the database is away')

function stage(bad: (id: string) => boolean, tries = 3) {
  const done: string[] = []
  const parked: { id: string; error: string; tries: number }[] = []
  const state = { isAway: false }
  const handle = withParking(
    async (batch) => {
      if (state.isAway) throw outage
      const wrong = batch.find(({ id }) => bad(id) && !parked.some((one) => one.id === id))
      if (wrong) throw new Error(`cannot do ${wrong.id}`)
      const isNew = (id: string) => !done.includes(id) && !parked.some((one) => one.id === id)
      done.push(...batch.map(({ id }) => id).filter(isNew))
    },
    {
      park: async ({ id }, failure) => void parked.push({ id, ...failure }),
      isOutage: (error) => error === outage,
      log: { error: () => undefined },
      tries,
    },
  )
  return { handle, done, parked, state }
}

/** As a bus does: what threw comes again. */
async function untilDone(handle: () => Promise<void>, rounds = 50): Promise<number> {
  for (let round = 1; round <= rounds; round++)
    if (
      await handle().then(
        () => true,
        () => false,
      )
    )
      return round
  throw new Error('it never ends')
}

test('what fails is tried alone, is set aside after so many times, and others of its key go on then', async () => {
  const { handle, done, parked } = stage((id) => id === 'a1')
  const batch = [message('a', 0), message('a', 1), message('a', 2), message('b', 0)]
  await expect(handle(batch)).rejects.toThrow('cannot do a1')
  expect(done).toEqual(['a0', 'b0'])
  expect(await untilDone(() => handle(batch))).toBe(2)
  expect(parked).toEqual([{ id: 'a1', error: 'cannot do a1', tries: 3 }])
  expect(done).toEqual(['a0', 'b0', 'a2'])
})

test('while the database is away nothing counts as a failure of a message', async () => {
  const { handle, parked, state, done } = stage(() => false)
  state.isAway = true
  for (let round = 0; round < 20; round++)
    await expect(handle([message('a', 0)])).rejects.toBe(outage)
  state.isAway = false
  await handle([message('a', 0)])
  expect([done, parked]).toEqual([['a0'], []])
})

test('a failure that passes leaves no trace', async () => {
  let isBad = true
  const { handle, parked, done } = stage(() => isBad)
  for (let round = 0; round < 2; round++) await handle([message('a', 0)]).catch(() => undefined)
  isBad = false
  await handle([message('a', 0)])
  isBad = true
  for (let round = 0; round < 2; round++) await handle([message('a', 1)]).catch(() => undefined)
  expect([done, parked]).toEqual([['a0'], []])
})

test('whichever messages are bad, all others are done in their key’s order and exactly the bad ones are set aside', async () => {
  const given = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), isBad: fc.boolean() }), {
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(given, async (items) => {
      const batch = items.map(({ key }, n) => message(key, n))
      const bad = new Set(batch.filter((_, n) => items[n]?.isBad).map(({ id }) => id))
      const { handle, done, parked } = stage((id) => bad.has(id))
      await untilDone(() => handle(batch), 100)
      expect(new Set(parked.map(({ id }) => id))).toEqual(bad)
      for (const key of ['a', 'b', 'c'])
        expect(done.filter((id) => id.startsWith(key))).toEqual(
          batch.map(({ id }) => id).filter((id) => id.startsWith(key) && !bad.has(id)),
        )
    }),
  )
})
