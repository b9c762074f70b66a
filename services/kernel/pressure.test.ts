import { expect, test } from 'vitest'
import { pressureOf, type Reading } from './pressure.ts'

const MB = 1_048_576
const calm: Reading = {
  unroutedSeconds: 0,
  unfannedSeconds: 0,
  streams: { well: 10, late: 0 },
  diskFreeBytes: undefined,
}
const limits = { backlogSeconds: 300, diskStopBytes: 512 * MB }
const kindOf = (changes: Partial<Reading>, changed: Partial<typeof limits> = {}) =>
  pressureOf({ ...calm, ...changes }, { ...limits, ...changed })?.kind

test.each([
  ['nothing waits', {}, undefined],
  ['a signal waits no longer than is allowed', { unroutedSeconds: 300 }, undefined],
  ['a signal waits longer', { unroutedSeconds: 301 }, 'backlog'],
  ['an event waits longer', { unfannedSeconds: 301 }, 'backlog'],
  ['half of the streams are late', { streams: { well: 10, late: 5 } }, undefined],
  ['most of the streams are late', { streams: { well: 10, late: 6 } }, 'backlog'],
  ['there are no streams', { streams: { well: 0, late: 0 } }, undefined],
  ['the disk has room', { diskFreeBytes: 512 * MB }, undefined],
  ['the disk has little room', { diskFreeBytes: 512 * MB - 1 }, 'disk'],
] as const)('where %s', (_, changes, kind) => {
  expect(kindOf(changes)).toBe(kind)
})

test('without a limit no backlog is too old, but a full disk is full', () => {
  const none = { ...limits, backlogSeconds: undefined }
  expect(pressureOf({ ...calm, unroutedSeconds: 1e9 }, none)).toBeUndefined()
  expect(pressureOf({ ...calm, diskFreeBytes: 0 }, none)?.kind).toBe('disk')
})

test('it says for how long, and the disk goes first', () => {
  const both = pressureOf({ ...calm, unroutedSeconds: 999, diskFreeBytes: 3 * MB }, limits)
  expect(both).toEqual({ kind: 'disk', reason: 'The disk has 3 MB left', retryAfterSeconds: 120 })
})
