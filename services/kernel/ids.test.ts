import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  derivedId,
  firstIdOf,
  newId,
  newOpaqueId,
  newToken,
  setIdOf,
  timeOfId,
  createIdSequence,
} from './ids.ts'

const NOW = new Date('2026-11-22T10:00:00.123Z')
const DAY_MS = 86_400_000
const isUuid = (id: string): boolean => z.uuid().safeParse(id).success

/** Any instant up to the end of the year 9999. */
const instant = fc.date({
  min: new Date(0),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})

test('a new id is a UUIDv7 that tells when it was made', () => {
  fc.assert(
    fc.property(instant, fc.nat({ max: 4_095 }), (now, position) => {
      const id = newId(now, position)
      expect(isUuid(id)).toBe(true)
      expect(id[14]).toBe('7')
      expect(timeOfId(id)).toBe(now.getTime())
    }),
  )
})

test('ids of one batch sort in the order of the batch, and no two are the same', () => {
  const ids = Array.from({ length: 500 }, (_, position) => newId(NOW, position))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(Array.from({ length: 2_000 }, () => newId(NOW))).size).toBe(2_000)
})

test('the same parts derive the same id, other parts another one', () => {
  const parent = newId(NOW)
  expect(derivedId(parent, 'a', 'b')).toBe(derivedId(parent, 'a', 'b'))
  const ids = [
    derivedId(parent),
    derivedId(parent, ''),
    derivedId(parent, 'a'),
    derivedId(parent, 'a', 'b'),
    derivedId(parent, 'ab'),
    derivedId(parent, 'a,b'),
    derivedId(parent, 'a","b'),
    derivedId(newId(NOW), 'a'),
  ]
  expect(new Set(ids).size).toBe(ids.length)
})

test('a derived id is a UUIDv7 of its parent’s moment, so it lies in the same day’s partition', () => {
  fc.assert(
    fc.property(instant, fc.array(fc.string()), (now, parts) => {
      const id = derivedId(newId(now), ...parts)
      expect(isUuid(id)).toBe(true)
      expect(id[14]).toBe('7')
      expect(timeOfId(id)).toBe(now.getTime())
    }),
  )
})

test('what derives from earlier ids of a batch sorts before what derives from later ones', () => {
  const derived = Array.from({ length: 500 }, (_, position) =>
    derivedId(newId(NOW, position), 'session-revoked'),
  )
  expect(derived.toSorted()).toEqual(derived)
})

test('a partition’s bound lies at or below every id of its day, and above all of the day before', () => {
  fc.assert(
    fc.property(instant, (now) => {
      const midnight = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS)
      const bound = firstIdOf(midnight)
      expect(newId(now) > bound).toBe(true)
      expect(newId(now) < firstIdOf(new Date(midnight.getTime() + DAY_MS))).toBe(true)
      expect(bound).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-0{4}-0{4}-0{12}$/)
    }),
  )
})

test('the jti of an event on a stream is stable, opaque, and another one on every stream', () => {
  const jti = setIdOf('event-1', 'stream-1')
  expect(jti).toBe(setIdOf('event-1', 'stream-1'))
  expect(jti).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set([jti, setIdOf('event-1', 'stream-2'), setIdOf('event-2', 'stream-1')]).size).toBe(
    3,
  )
})

test('tokens and opaque names are long, fresh and safe in URLs', () => {
  expect(newToken('ssfsub')).toMatch(/^ssfsub_[A-Za-z0-9_-]{43}$/)
  expect(newToken('ssfsub')).not.toBe(newToken('ssfsub'))
  expect(newOpaqueId()).toMatch(/^[0-9a-f]{32}$/)
  expect(newOpaqueId()).not.toBe(newOpaqueId())
})

test('ids of a sequence sort as they were made: at one moment, of many, and where the clock goes back', () => {
  const idAt = createIdSequence()
  const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms)
  const ids = [
    ...Array.from({ length: 5_000 }, () => idAt(at(5))),
    ...Array.from({ length: 10 }, (_, index) => idAt(at(4 - index))),
    idAt(at(9)),
  ]
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
