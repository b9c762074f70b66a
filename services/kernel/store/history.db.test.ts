import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Signal } from '../../../schemas/signal.ts'
import { loadHistories } from './history.ts'
import { CHANGED, openTestStore, origin, REVOKED, signal, type TestStore } from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const WITHIN = { types: [REVOKED], withinMs: 3_600_000 }

async function stored(email: string, type: string, times: number): Promise<Signal[]> {
  const subject = { format: 'email', email } as const
  const said = Array.from({ length: times }, (_, n) =>
    signal(`${email} ${type} ${String(n)}`, { type, subject }),
  )
  const answers = await db.store.signals.append(origin('history'), said)
  const found = await Promise.all(answers.map(({ id }) => db.store.signals.find(id)))
  return found.flatMap((one) => one ?? [])
}

test.each([5, 31, 32, 33, 60])(
  'what happened once is remembered after %i things that no policy asks for',
  async (between) => {
    const email = `after-${String(between)}@example.com`
    const [first] = await stored(email, REVOKED, 1)
    const others = await stored(email, CHANGED, between)
    const last = others.at(-1)
    if (!first || !last) throw new Error('not stored')
    const looking = [{ signal: last, principal: undefined }]
    const histories = await db.store.turns.attempt((sql) => loadHistories(sql, looking, WITHIN))
    expect(histories?.get(last.id)?.map(({ id }) => id)).toEqual([first.id])
  },
)

test('people with a long past and people with a short one do not get each other’s', async () => {
  const own = await Promise.all(
    ['short@example.com', 'long@example.com', 'none@example.com'].map(async (email, index) => [
      ...(await stored(email, REVOKED, [3, 50, 0][index] ?? 0)),
      ...(await stored(email, CHANGED, 1)),
    ]),
  )
  const looking = own.map((signals) => {
    const last = signals.at(-1)
    if (!last) throw new Error('not stored')
    return { signal: last, principal: undefined }
  })
  const histories = await db.store.turns.attempt((sql) => loadHistories(sql, looking, WITHIN))
  expect(looking.map(({ signal: { id } }) => histories?.get(id)?.length)).toEqual([3, 50, 0])
})
