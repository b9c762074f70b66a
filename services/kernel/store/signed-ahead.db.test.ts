import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { setIdOf } from '../ids.ts'
import { transaction } from './database.ts'
import { look, serve, type PollPlace } from './polls.ts'
import { forgetSignedEvents, holdSigned, signAnew, type NewSigned } from './signed-ahead.ts'
import {
  addEvents,
  addStream,
  ALL_SHARDS,
  event,
  fanOut,
  openTestStore,
  settings,
} from './store.fixture.ts'

const POLL = 'urn:ietf:rfc:8936'
const now = new Date()
const db = await openTestStore()
const pool = new pg.Pool({ connectionString: db.url, max: 1 })
afterAll(async () => {
  await pool.end()
  await db[Symbol.asyncDispose]()
})

let streamId: string
let eventIds: string[]

/** A poll stream that is owed five SETs, of which three are signed. */
beforeEach(async () => {
  streamId = await addStream(db.store, { method: POLL, endpointUrl: '' })
  eventIds = await addEvents(
    db.store,
    Array.from({ length: 5 }, (_, position) =>
      event(undefined, `${streamId}-${String(position)}`, position),
    ),
  )
  await fanOut(db.store, eventIds)
  expect(await keep(0, 3)).toBe(true)
})

const jtiOf = (seq: number) => setIdOf(eventIds[seq - 1] ?? '', streamId)
const signed = (seq: number, jws = `jws-${String(seq)}`): NewSigned => ({
  seq,
  eventId: eventIds[seq - 1] ?? '',
  jti: jtiOf(seq),
  jws,
  kid: 'k',
  at: now,
})
const seqs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index + 1)

const keep = (from: number, to: number, { epoch = 0, sets = seqs(from, to) } = {}) =>
  db.store.signedAhead.keep(
    { streamId, signed: from, epoch, since: now },
    to,
    sets.map((seq) => signed(seq)),
  )

async function place(): Promise<PollPlace> {
  const found = await db.store.polls.look(streamId)
  if (!found) throw new Error('no cursor')
  return found
}
const hand = async (limit: number, from = 0, seen?: PollPlace) =>
  db.store.polls.serve(streamId, seen ?? (await place()), { from, limit, now })

/** The members of an answer that hands these out. */
const told = (...ofSeqs: number[]) =>
  ofSeqs.map((seq) => `"${jtiOf(seq)}":"jws-${String(seq)}"`).join(',')

const kept = (table: 'signed_ahead' | 'delivery_exception') =>
  db.sql(
    `select seq::int${table === 'signed_ahead' ? '' : ', state'} from ${table} where stream_id = $1 order by seq`,
    [streamId],
  )
const attempts = () =>
  db.sql<{ seq: number; jti: string; outcome: string }>(
    'select seq::int, jti, outcome from attempt where stream_id = $1 order by seq',
    [streamId],
  )

test('what was signed is kept where the one before ended, and by one of two only', async () => {
  expect(await keep(0, 3)).toBe(false)
  expect(await keep(4, 5)).toBe(false)
  const both = await Promise.all([keep(3, 5), keep(3, 4)])
  expect(both.filter(Boolean)).toHaveLength(1)
  expect((await place()).signed).toBe((await kept('signed_ahead')).length)
})

test('SETs are handed out in the order of the log, the same until they are acknowledged', async () => {
  const first = await hand(2)
  expect(first?.members).toBe(told(1, 2))
  expect(await place()).toMatchObject({ acked: 0, served: 2, window: [jtiOf(1), jtiOf(2)] })
  expect((await hand(100))?.members).toBe(told(1, 2, 3))
  expect(await place()).toMatchObject({ acked: 0, served: 3, last: 5 })
})

test('of two polls at once one hands out, the other has to look again', async () => {
  const seen = await place()
  const answers = await Promise.all([hand(2, 0, seen), hand(2, 0, seen)])
  expect(answers.filter((one) => one === undefined)).toHaveLength(1)
})

test('what is acknowledged as a whole leaves an attempt each, and nothing else', async () => {
  await hand(2)
  expect((await hand(100, 2))?.members).toBe(told(3))
  expect(await attempts()).toEqual(
    [1, 2].map((seq) => ({ seq, jti: jtiOf(seq), outcome: 'accepted' })),
  )
  expect(await kept('signed_ahead')).toEqual([{ seq: 3 }])
  expect(await place()).toMatchObject({ acked: 2, served: 3, window: [jtiOf(3)] })
})

test('what is settled in part is kept SET by SET, with its bytes', async () => {
  await hand(3)
  const refusals = [{ jti: jtiOf(2), err: 'invalid_request', description: null }]
  await db.store.polls.settle({ streamId, acks: [jtiOf(3)], refusals, now })
  expect(await kept('delivery_exception')).toEqual([
    { seq: 1, state: 'polled' },
    { seq: 2, state: 'dead' },
  ])
  expect(await attempts()).toMatchObject([{ outcome: 'rejected' }, { outcome: 'accepted' }])
  expect(await place()).toMatchObject({ acked: 3, served: 3, hasOthers: true })
  expect(await db.store.polls.outstanding({ streamId, isEnabled: true, limit: 9 })).toEqual([
    { seq: 1, jti: jtiOf(1), jws: 'jws-1' },
  ])
})

test('for another configuration only what nobody was handed is given up, and what is being signed for the old one', async () => {
  await hand(1)
  await db.store.signedAhead.anew(streamId, 'other')
  expect(await kept('signed_ahead')).toEqual([{ seq: 1 }])
  expect(await place()).toMatchObject({ served: 1, signed: 1, signedFor: 'other', epoch: 1 })
  expect(await keep(1, 3)).toBe(false)
  expect(await keep(1, 3, { epoch: 1 })).toBe(true)
})

test('a look that is older than the bytes is not acted on', async () => {
  const seen = await place()
  await db.store.signedAhead.anew(streamId, 'other')
  expect(await hand(9, 0, seen)).toBeUndefined()
})

test('places that have nothing to tell are passed over, but no place that is not signed', async () => {
  await keep(3, 5, { sets: [] })
  await hand(3)
  expect(await hand(100, 3)).toEqual({ count: 0, members: '', isTold: true, upTo: 5 })
  expect(await place()).toMatchObject({ acked: 5, served: 5 })
  expect(await kept('signed_ahead')).toEqual([])
})

test('a SET without bytes is a dead letter once it is handed out, and holds up nothing', async () => {
  await db.sql(`update signed_ahead set jws = '' where stream_id = $1`, [streamId])
  expect(await hand(9)).toMatchObject({ count: 3, isTold: false })
  await db.store.polls.bury(streamId, { err: 'no_identifier', description: 'none' })
  expect(await kept('delivery_exception')).toEqual([1, 2, 3].map((seq) => ({ seq, state: 'dead' })))
  expect(await place()).toMatchObject({ acked: 3, served: 3 })
})

test('who wants pushes from now on is pushed the bytes that were handed out, and new ones of the others', async () => {
  await hand(2)
  await db.store.streams.update(streamId, settings())
  expect(await kept('signed_ahead')).toEqual([])
  expect(await kept('delivery_exception')).toEqual([1, 2].map((seq) => ({ seq, state: 'retry' })))
  const [part] = await db.store.deliveries.read([{ streamId, afterSeq: 0, since: now }], 9)
  expect(part?.owed.map(({ kept: bytes }) => bytes)).toEqual(['jws-1', 'jws-2', null, null, null])
})

test('a stream that is disabled keeps nothing', async () => {
  await hand(2)
  await db.store.streams.setStatus(streamId, 'disabled', null)
  expect(await kept('signed_ahead')).toEqual([])
  expect(await place()).toMatchObject({ acked: 5, served: 5, signed: 5, window: [] })
  expect(await keep(3, 5)).toBe(false)
})

test('bytes of an event that is erased go, and what was being signed of it meanwhile is not kept', async () => {
  const erased = eventIds.slice(2, 4)
  const meanwhile = Promise.withResolvers<boolean>()
  await transaction(pool, async (sql) => {
    await holdSigned(sql, erased)
    keep(3, 5).then(meanwhile.resolve, meanwhile.reject)
    await sql.query(
      `insert into delivery_exception (stream_id, seq, event_id, jti, state, jws)
       select $1, seq, event_id, seq, 'expunged', '' from delivery where stream_id = $1 and event_id = any($2)`,
      [streamId, erased],
    )
    await forgetSignedEvents(sql, erased)
  })
  expect(await meanwhile.promise).toBe(true)
  expect(await kept('signed_ahead')).toEqual([1, 2, 5].map((seq) => ({ seq })))
  expect((await hand(9))?.members).toBe(told(1, 2, 5))
})

test('where an event reads otherwise, its streams sign anew what is not acknowledged', async () => {
  await hand(2)
  await transaction(pool, (sql) => signAnew(sql, eventIds.slice(1, 2)))
  expect(await kept('signed_ahead')).toEqual([])
  expect(await place()).toMatchObject({ acked: 0, served: 0, signed: 0, epoch: 1 })
  expect(await keep(3, 5)).toBe(false)
})

test('streams with something to sign are found by shard, unless they have enough or are not used', async () => {
  const ago = new Date(now.getTime() - 60_000)
  const found = async (since: Date, most: number) =>
    (await db.store.signedAhead.unsigned(ALL_SHARDS, since, most)).filter(
      (one) => one.streamId === streamId,
    )
  expect(await found(ago, 4)).toMatchObject([{ signed: 3, last: 5, ahead: 3 }])
  expect(await found(ago, 3)).toEqual([])
  expect(await found(new Date(now.getTime() + 60_000), 4)).toEqual([])
  await db.store.streams.setStatus(streamId, 'paused', null)
  expect(await found(ago, 4)).toEqual([])
})

test('a poll’s statements look up by index, whatever the tables hold', async () => {
  const plans = await db.store.turns.attempt(async (sql) => {
    await look(sql, streamId)
    await serve(sql, streamId, await place(), { from: 0, limit: 0, now })
    const looking = await sql.query(`explain execute "poll-look"('x')`)
    const serving = await sql.query(`explain execute "poll-serve"('x', 1, 2, 3, 2, 0, 100, now())`)
    return [...looking.rows, ...serving.rows] as { 'QUERY PLAN': string }[]
  })
  const lines = plans?.map((row) => row['QUERY PLAN']) ?? []
  const scans = lines.filter((line) => / on (signed_ahead|stream_|delivery_|control_)/.test(line))
  expect(scans.filter((line) => line.includes('Scan')).length).toBeGreaterThan(5)
  expect(scans.filter((line) => line.includes('Seq Scan'))).toEqual([])
})
