import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  addEvents,
  addStream,
  event,
  fanOut,
  openTestStore,
  PUSH,
  settings,
  signal,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeEach(async () => {
  db = await openTestStore()
})
afterEach(() => db[Symbol.asyncDispose]())

const ORIGIN = { id: 'okta', tenantId: 'default', certainty: 'proven' } as const
const look = (lateSeconds: number | undefined = 60) => db.store.backlog.look(lateSeconds)

test('an empty hub has no backlog', async () => {
  expect(await look()).toEqual({
    unroutedSeconds: 0,
    unfannedSeconds: 0,
    streams: { well: 0, late: 0 },
  })
})

test('the oldest undecided signal and the oldest unmatched event tell how long they wait; held signals do not count', async () => {
  await db.store.signals.append(ORIGIN, [signal('a')])
  await db.store.signals.append({ ...ORIGIN, isHeld: true }, [signal('b')])
  await db.sql(`update signal set received_at = now() - interval '100 s' where dedupe_key = 'a'`)
  await db.sql(`update signal set received_at = now() - interval '900 s' where dedupe_key = 'b'`)
  await addEvents(db.store, [event()])
  await db.sql(`update event set accepted_at = now() - interval '200 s'`)
  const { unroutedSeconds, unfannedSeconds } = await look()
  expect(Math.round(unroutedSeconds / 10)).toBe(10)
  expect(Math.round(unfannedSeconds / 10)).toBe(20)
})

test('an event that waits for an approval is no backlog: nobody is refused for it', async () => {
  await addEvents(db.store, [event()])
  await db.sql(`update event set accepted_at = now() - interval '900 s', held_for = 'approval'`)
  expect((await look()).unfannedSeconds).toBe(0)
})

test('a stream is late where its oldest SET waits too long, unless it fails, is paused or polls', async () => {
  const late = await addStream(db.store)
  const fails = await addStream(db.store)
  const paused = await addStream(db.store)
  await addStream(db.store, { ...settings(), method: 'urn:ietf:rfc:8936', endpointUrl: '' })
  await fanOut(db.store, await addEvents(db.store, [event()]))
  await db.sql(`update delivery set at = now() - interval '61 s'`)
  await db.sql('update stream_cursor set fails = 1 where stream_id = $1', [fails])
  await db.store.streams.setStatus(paused, 'paused', null)
  const fresh = await addStream(db.store, { method: PUSH })
  await fanOut(db.store, await addEvents(db.store, [event(undefined, 'ben')]))
  expect((await look()).streams).toEqual({ well: 2, late: 1 })
  expect((await look(3_600)).streams).toEqual({ well: 2, late: 0 })
  expect((await db.store.backlog.look(undefined)).streams).toEqual({ well: 0, late: 0 })
  await db.sql('update delivery set at = now() where stream_id = $1', [late])
  await db.sql(`update delivery set at = now() - interval '61 s' where stream_id = $1`, [fresh])
  expect((await look()).streams).toEqual({ well: 2, late: 1 })
})
