import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { createSeal } from '../set/seal.ts'
import {
  MASTER_KEY,
  openOn,
  openTestStore,
  origin,
  signal,
  type TestStore,
  undecided,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const sealedByTheFirstRelease = (value: object) =>
  createSeal(MASTER_KEY).seal(JSON.stringify(value))
const inSeconds = (seconds: number) => new Date(systemClock.now().getTime() + seconds * 1_000)

describe('a source', () => {
  let id: string
  let count = 0
  beforeEach(async () => {
    id = `source-${String(++count)}`
    await db.store.sources.create({ id, kind: 'github', secrets: ['first-secret'] })
  })

  test('is believed as far as it proves, from anywhere, until something else is said', async () => {
    expect(await db.store.sources.get(id)).toMatchObject({
      trust: 'proof',
      mayLink: false,
      ipRanges: [],
      clientCertificates: [],
      status: 'active',
    })
    const ipRanges = ['192.0.2.0/24']
    const changed = await db.store.sources.update(id, { trust: 'hint', mayLink: true, ipRanges })
    expect(changed).toMatchObject({
      trust: 'hint',
      mayLink: true,
      ipRanges,
      secrets: ['first-secret'],
    })
    expect(await db.store.sources.get(id)).toEqual(changed)
  })

  test('that is not there is not changed', async () => {
    expect(await db.store.sources.update('nobody', { trust: 'hint' })).toBeUndefined()
    expect(await db.store.sources.rotateSecret('nobody', 'x', inSeconds(1))).toBeUndefined()
  })

  test('takes two secrets while one replaces the other, and then the new one', async () => {
    const until = inSeconds(3_600)
    const rotated = await db.store.sources.rotateSecret(id, 'second-secret', until)
    expect(rotated).toMatchObject({
      secrets: ['first-secret', 'second-secret'],
      previousSecretUntil: until,
    })
    const again = await db.store.sources.rotateSecret(id, 'third-secret', inSeconds(0))
    expect(again?.secrets).toEqual(['third-secret'])
    expect(again).not.toHaveProperty('previousSecretUntil')
  })

  test('keeps its other settings and secrets when one thing changes', async () => {
    const settings = { nonCompliantGroups: ['Not compliant'] }
    await db.store.sources.update(id, { settings })
    await db.store.sources.rotateSecret(id, 'second-secret', inSeconds(60))
    expect(await db.store.sources.update(id, { status: 'paused' })).toMatchObject({
      settings,
      secrets: ['first-secret', 'second-secret'],
      status: 'paused',
    })
  })

  test('whose secrets were sealed as plain texts is read', async () => {
    const sealed = await sealedByTheFirstRelease({ secrets: ['a', 'b'] })
    await db.sql('update source set sealed = $2 where id = $1', [id, sealed])
    const other = openOn(db.url)
    expect((await other.sources.get(id))?.secrets).toEqual(['a', 'b'])
    await other.close()
  })
})

describe('signals of a paused source', () => {
  const held = (id: string) => origin(id, { isHeld: true })

  test('wait, are not lost, and are decided once they are let go', async () => {
    const stored = await db.store.signals.append(held('held'), [signal('1'), signal('2')])
    const ids = stored.map(({ id }) => id)
    const waiting = async () =>
      (await db.store.signals.unrouted(inSeconds(60), 100)).filter(({ id }) => ids.includes(id))
    expect(await waiting()).toEqual([])
    expect(await undecided(db.store, ids)).toEqual([])
    expect(await db.store.heldSignals.count('held')).toBe(2)
    expect(await db.store.heldSignals.release('another')).toBe(0)
    expect(await db.store.heldSignals.release('held')).toBe(2)
    expect((await waiting()).map(({ id }) => id)).toEqual(ids)
    expect(await undecided(db.store, ids)).toHaveLength(2)
  })

  test('that are discarded are never decided, and say why', async () => {
    const [stored] = await db.store.signals.append(held('gone'), [signal('1')])
    const id = stored?.id ?? ''
    expect(await db.store.heldSignals.discard('gone', systemClock.now(), 'it is gone')).toBe(1)
    expect(await undecided(db.store, [id])).toEqual([])
    expect(await db.store.signals.find(id)).toMatchObject({
      decisions: [{ decision: 'skip', because: 'it is gone' }],
    })
  })

  test('that were held after it was active again are found', async () => {
    await db.store.sources.create({ id: 'late', kind: 'github', secrets: [] })
    await db.store.signals.append(held('late'), [signal('1')])
    expect(await db.store.heldSignals.forgotten()).toEqual(['late'])
    await db.store.sources.update('late', { status: 'paused' })
    expect(await db.store.heldSignals.forgotten()).toEqual([])
  })
})

test('a signal says how sure it is', async () => {
  const [stored] = await db.store.signals.append(origin('sure', { certainty: 'hint' }), [
    signal('1'),
  ])
  expect(await db.store.signals.find(stored?.id ?? '')).toMatchObject({ certainty: 'hint' })
})
