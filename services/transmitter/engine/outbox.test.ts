import { pino } from 'pino'
import { createMetrics } from '../../kernel/metrics.ts'
import { expect, test } from 'vitest'
import type { ExceptionRecord, Settlement } from '../../kernel/store/deliveries.ts'
import { attempt, cursor, NOW } from './engine.fixture.ts'
import { createOutbox } from './outbox.ts'

const OWNER = '019a0000-0000-7000-8000-00000000000a'
const log = pino({ level: 'silent' })

/** A database that writes when it is told to, or is away for its first answers. */
function open({ outages = 0, isHeld = false, expected = 0 } = {}) {
  const written: Settlement[] = []
  const counted: [string, number][] = []
  const slept: number[] = []
  const gate = Promise.withResolvers<undefined>()
  if (!isHeld) gate.resolve(undefined)
  let failures = outages
  const settle = async (_owner: string, settlement: Settlement): Promise<void> => {
    await gate.promise
    if (failures-- > 0) throw new Error('the database is away')
    written.push(settlement)
  }
  const sleep = (ms: number): Promise<void> => {
    slept.push(ms)
    return Promise.resolve()
  }
  const clock = { now: () => NOW, sleep }
  const outbox = createOutbox({
    deliveries: { settle },
    owner: OWNER,
    clock,
    log,
    metrics: createMetrics(),
    stop: new AbortController().signal,
    expected: () => expected,
    onWritten: (counts) => counted.push(...counts),
  })
  return {
    outbox,
    counted,
    written,
    slept,
    letGo: () => {
      gate.resolve(undefined)
    },
  }
}

const exception = (state: 'retry' | 'dead'): ExceptionRecord => ({
  streamId: 'stream-1',
  seq: 1,
  eventId: '019a0000-0000-7000-8000-000000000001',
  jti: 'jti-1',
  state,
  kid: null,
  jws: 'a.b.c',
  err: 'http_500',
  description: '',
})
const resolved = { streamId: 'stream-1', seq: 1 }

test('what comes while a batch is being written goes out together in the next', async () => {
  const { outbox, written, letGo } = open({ isHeld: true })
  for (let seq = 1; seq <= 5; seq++)
    outbox.add(attempt({ seq }), { cursor: cursor({ ackedSeq: seq }) })
  expect(outbox.size()).toBe(5)
  letGo()
  await outbox.flushed()
  expect(written.map(({ attempts }) => attempts.map(({ seq }) => seq))).toEqual([[1], [2, 3, 4, 5]])
  expect(outbox.size()).toBe(0)
})

test('the newest cursor of a stream wins, and each stream has one', async () => {
  const { outbox, written } = open()
  outbox.add(attempt({ seq: 1 }), { cursor: cursor({ ackedSeq: 1 }) })
  outbox.add(attempt({ seq: 2 }), { cursor: cursor({ ackedSeq: 2 }) })
  outbox.add(attempt({ seq: 3 }), { cursor: cursor({ ackedSeq: 3 }) })
  outbox.add(attempt({ streamId: 'stream-2' }), {
    cursor: cursor({ streamId: 'stream-2', ackedSeq: 9 }),
  })
  await outbox.flushed()
  const last = written.at(-1)?.cursors.map(({ streamId, ackedSeq }) => [streamId, ackedSeq])
  expect(last).toEqual([
    ['stream-1', 3],
    ['stream-2', 9],
  ])
})

test('an outage of the database delays outcomes and loses none', async () => {
  const { outbox, written, slept } = open({ outages: 3 })
  outbox.add(attempt(), { cursor: cursor({ ackedSeq: 1 }) })
  await outbox.flushed()
  expect(slept).toEqual([500, 500, 500])
  expect(written).toHaveLength(1)
})

test('a stream is pending from its outcome until that is written', async () => {
  const { outbox, letGo } = open({ isHeld: true })
  outbox.add(attempt(), { cursor: cursor() })
  outbox.add(attempt({ streamId: 'stream-2' }), { cursor: cursor({ streamId: 'stream-2' }) })
  outbox.add(attempt({ streamId: 'stream-3', seq: null }), {})
  const pending = () => ['stream-1', 'stream-2', 'stream-3'].filter((id) => outbox.isPending(id))
  expect(pending()).toEqual(['stream-1', 'stream-2'])
  letGo()
  await outbox.flushed()
  expect(pending()).toEqual([])
})

test('of one SET that failed and then got through, only the last word is written', async () => {
  const { outbox, written } = open()
  outbox.add(attempt({ streamId: 'stream-0' }), {})
  outbox.add(attempt(), { exception: exception('retry') })
  outbox.add(attempt(), { resolved })
  await outbox.flushed()
  expect(written.at(-1)).toMatchObject({ exceptions: [], resolved: [resolved] })
  outbox.add(attempt({ streamId: 'stream-0' }), {})
  outbox.add(attempt(), { resolved })
  outbox.add(attempt(), { exception: exception('dead') })
  await outbox.flushed()
  expect(written.at(-1)).toMatchObject({ exceptions: [exception('dead')], resolved: [] })
})

test('while many are under way a small batch waits a little for more', async () => {
  const { outbox, written, slept } = open({ expected: 200 })
  outbox.add(attempt(), { cursor: cursor() })
  await outbox.flushed()
  expect(slept).toEqual([8])
  expect(written).toHaveLength(1)
})

test('tells how many outcomes of each stream’s log are written, control SETs not among them', async () => {
  const { outbox, counted } = open()
  outbox.add(attempt({ seq: 1 }), { cursor: cursor() })
  outbox.add(attempt({ seq: null }), {})
  outbox.add(attempt({ seq: 2 }), { cursor: cursor() })
  await outbox.flushed()
  expect(counted).toEqual([
    ['stream-1', 1],
    ['stream-1', 1],
  ])
})

test('with nothing added there is nothing to wait for', async () => {
  const { outbox, written } = open()
  await outbox.flushed()
  expect(written).toEqual([])
})
