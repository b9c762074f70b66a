import { pino } from 'pino'
import { expect, test } from 'vitest'
import { loadConfig } from '../../kernel/config.ts'
import { createMetrics } from '../../kernel/metrics.ts'
import type { OutboundRequest, OutboundResult } from '../../kernel/http/outbound.ts'
import type { Cursor, ExceptionRecord } from '../../kernel/store/deliveries.ts'
import { cursor, NOW, owed, part, stream } from './engine.fixture.ts'
import { addRows, openLane, type Lane } from './lane.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'
import type { Outbox } from './outbox.ts'
import { createPusher } from './push.ts'

const answer = (status: number): OutboundResult => ({
  kind: 'answer',
  status,
  headers: {},
  body: '',
  truncated: false,
  reusedConnection: true,
  durationMs: 1,
})

/** A pusher whose pushes wait until they are answered. */
function open() {
  const requests: { url: string; answer(status: number): void }[] = []
  const cursors: Cursor[] = []
  const exceptions: ExceptionRecord[] = []
  const world = { isOurs: true, canSign: true, later: [] as number[] }
  const request = ({ url }: OutboundRequest) =>
    new Promise<OutboundResult>((resolve) => {
      requests.push({
        url,
        answer: (status) => {
          resolve(answer(status))
        },
      })
    })
  const outbox: Outbox = {
    add: (_attempt, change) => {
      if (change.cursor) cursors.push(change.cursor)
      if (change.exception) exceptions.push(change.exception)
    },
    park: (exception, moved) => {
      exceptions.push(exception)
      cursors.push(moved)
    },
    move: (moved) => cursors.push(moved),
    size: () => 0,
    isPending: () => false,
    flushed: () => Promise.resolve(),
  }
  const pusher = createPusher({
    store: {} as Parameters<typeof createPusher>[0]['store'], // not asked
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    config: loadConfig({}),
    outbound: { request, close: () => Promise.resolve() },
    signer: {
      sign: () =>
        world.canSign
          ? Promise.resolve({ jws: 'a.b.c', kid: 'k' })
          : Promise.reject(new Error('no key for ES512')),
      publicKeys: () => ({ keys: [] }),
      refresh: () => Promise.resolve(),
      activeKid: () => Promise.resolve('k'),
      underWay: () => 0,
    },
    outbox,
    stop: new AbortController().signal,
    isOurs: () => world.isOurs,
    onLow: () => undefined,
    onLater: (_lane, ms) => world.later.push(ms),
  })
  return { pusher, requests, cursors, exceptions, world }
}

function laneOf(id: string, count: number, changes: Partial<StreamRecord> = {}): Lane {
  const of = stream({ id, subscriberId: id, endpointUrl: `https://${id}.example.com/`, ...changes })
  const lane = openLane(of, cursor(), 1)
  addRows(lane, part(...Array.from({ length: count }, (_, index) => owed(index + 1))))
  return lane
}

/** Its outcomes are in the database. */
function written(lane: Lane): Lane {
  lane.unwritten = 0
  return lane
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('nothing is sent for a stream that another process may drive', async () => {
  const { pusher, requests, world } = open()
  const lane = laneOf('a', 10)
  pusher.ready(lane)
  await settled()
  expect(requests).toHaveLength(4)
  world.isOurs = false
  for (const one of requests) one.answer(202)
  await settled()
  pusher.ready(written(lane))
  await settled()
  expect(requests).toHaveLength(4)
  expect(lane.waiting).toHaveLength(6)
})

test('a signing error makes the stream wait and says so', async () => {
  const { pusher, requests, cursors, world } = open()
  world.canSign = false
  const lane = laneOf('a', 2)
  pusher.ready(lane)
  await settled()
  expect(requests).toEqual([])
  expect(lane.isStale).toBe(false)
  expect(cursors.at(-1)).toMatchObject({ fails: 1, lastFailure: 'not_sent: no key for ES512' })
  expect(cursors.at(-1)?.nextAt?.getTime()).toBeGreaterThan(NOW.getTime())
})

test('what cannot be told in the stream’s formats is given up unsent, and says nothing about the endpoint', async () => {
  const { pusher, requests, cursors, exceptions } = open()
  const lane = laneOf('a', 3)
  lane.stream = { ...lane.stream, formats: ['email'] }
  lane.cursor = cursor({ fails: 2, failSince: NOW })
  lane.waiting.push({ ...owed(4), kept: 'signed.before.it' })
  lane.readSeq = 4
  pusher.ready(lane)
  await settled()
  expect(exceptions).toMatchObject(
    [1, 2, 3].map((seq) => ({
      streamId: 'a',
      seq,
      state: 'dead',
      jws: '',
      kid: null,
      err: 'no_identifier',
      description: 'the hub knows no identifier of the subject in: email',
    })),
  )
  expect(cursors.at(-1)).toMatchObject({ ackedSeq: 3, fails: 2, failSince: NOW })
  expect(requests).toHaveLength(1) // its bytes stay what they are
})

test('at the limit of the process a freed slot goes to the next stream in turn', async () => {
  const { pusher, requests } = open()
  const lanes = Array.from({ length: 260 }, (_, index) => laneOf(`s${String(index)}`, 10))
  for (const lane of lanes) pusher.ready(lane)
  await settled()
  expect(requests).toHaveLength(1_024)
  requests[0]?.answer(202)
  requests[1]?.answer(202)
  await settled()
  expect(requests.slice(1_024).map(({ url }) => url)).toEqual([
    'https://s256.example.com/',
    'https://s257.example.com/',
  ])
})

test('a subscriber of many streams gets no more than another of one, and never everything', async () => {
  const { pusher, requests } = open()
  const many = Array.from({ length: 300 }, (_, index) =>
    laneOf(`m${String(index)}`, 10, { subscriberId: 'many' }),
  )
  for (const lane of many) pusher.ready(lane)
  pusher.ready(laneOf('one', 10))
  await settled()
  const from = (start: string) => requests.filter(({ url }) => url.includes(`//${start}`))
  expect(from('m')).toHaveLength(512)
  expect(from('one')).toHaveLength(4)
})

test('streams that are failing have a quarter of the process at the most', async () => {
  const { pusher, requests } = open()
  for (let index = 0; index < 400; index++) {
    const lane = laneOf(`f${String(index)}`, 2)
    lane.cursor = cursor({ fails: 1, failSince: NOW })
    lane.window = 1
    pusher.ready(lane)
  }
  await settled()
  expect(requests).toHaveLength(256)
  pusher.ready(laneOf('well', 4))
  await settled()
  expect(requests).toHaveLength(260)
})

test('the window stays full until outcomes are written: a crash repeats no more than it holds', async () => {
  const { pusher, requests } = open()
  const lane = laneOf('a', 10)
  pusher.ready(lane)
  await settled()
  for (const one of requests.slice(0, 4)) one.answer(202)
  await settled()
  expect(requests).toHaveLength(4)
  pusher.ready(written(lane))
  await settled()
  expect(requests).toHaveLength(8)
})

test('a stream at its rate comes back when there is a token', async () => {
  const { pusher, requests, world } = open()
  pusher.ready(laneOf('a', 10, { pushRate: 2 }))
  await settled()
  expect(requests).toHaveLength(1)
  expect(world.later).toEqual([500])
})

test('a SET given up alone is parked with the last answer, its bytes kept', async () => {
  const { pusher, requests, exceptions } = open()
  const lane = laneOf('a', 2)
  lane.suspects.set(1, { fails: 12, alone: 7, isContradicted: true, nextAt: null })
  pusher.ready(lane)
  await settled()
  requests[0]?.answer(500)
  await settled()
  expect(exceptions).toMatchObject([{ seq: 1, state: 'dead', err: 'http_500', jws: 'a.b.c' }])
})

test('a SET whose bytes an erasure took is signed anew, and these are kept', async () => {
  const { pusher, requests, exceptions } = open()
  const lane = laneOf('a', 1)
  lane.waiting = [{ ...owed(1), kept: '' }]
  pusher.ready(lane)
  await settled()
  requests[0]?.answer(500)
  await settled()
  expect(exceptions).toMatchObject([{ seq: 1, state: 'retry', jws: 'a.b.c', kid: 'k' }])
})
