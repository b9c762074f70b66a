import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { emailOf, type Trace } from './support/admin.ts'
import { startHub, type Subscribed, type TestHub } from './support/hub.ts'
import { refusal, startReceiver, type Answer, type Receiver } from './support/receiver.ts'

type Case = { is: string; answer: Answer; recorded: object }

/** About this SET alone: given up, and the next one goes out. */
const FINAL: readonly Case[] = [
  ...['invalid_request', 'invalid_key', 'invalid_issuer', 'invalid_audience'].map((err) => ({
    is: `400 ${err}`,
    answer: refusal(err),
    recorded: { outcome: 'rejected', httpStatus: 400, err, description: `because ${err}` },
  })),
  {
    is: '400 with a code of its own',
    answer: refusal('out_of_cheese'),
    recorded: { outcome: 'rejected', httpStatus: 400, err: 'out_of_cheese' },
  },
  {
    is: '400 in another form than JSON',
    answer: { status: 400, body: 'nope' },
    recorded: {
      outcome: 'rejected',
      httpStatus: 400,
      err: 'http_400',
      description: 'HTTP 400: nope',
    },
  },
  {
    is: '413',
    answer: 413,
    recorded: { outcome: 'rejected', httpStatus: 413, err: 'payload_too_large' },
  },
]

/** About the receiver or our credential there: tried again, with the same bytes. */
const RETRIED: readonly Case[] = [
  ...['authentication_failed', 'access_denied'].map((err) => ({
    is: `400 ${err}`,
    answer: refusal(err),
    recorded: { outcome: 'retry', httpStatus: 400, err },
  })),
  ...[401, 403, 404, 500, 503].map((status) => ({
    is: String(status),
    answer: status,
    recorded: { outcome: 'retry', httpStatus: status, err: `http_${String(status)}` },
  })),
  {
    is: '429 with Retry-After: 2',
    answer: { status: 429, headers: { 'retry-after': '2' } },
    recorded: { outcome: 'retry', httpStatus: 429, err: 'http_429' },
  },
  {
    is: 'a redirect',
    answer: { status: 307, headers: { location: '/elsewhere' } },
    recorded: { outcome: 'retry', httpStatus: 307, err: 'redirect' },
  },
  { is: 'nothing', answer: 'hang', recorded: { outcome: 'failed', reason: 'timeout' } },
  { is: 'a reset', answer: 'reset', recorded: { outcome: 'failed', reason: 'reset' } },
  { is: '500 and 10 MB', answer: { flood: 500 }, recorded: { outcome: 'retry', httpStatus: 500 } },
]

/** Accepted, whatever else they send: live receivers answer with every 2xx. */
const ACCEPTED: readonly Case[] = [
  ...[200, 202, 204].map((status) => ({
    is: String(status),
    answer: status,
    recorded: { outcome: 'accepted', httpStatus: status },
  })),
  {
    is: '202 and 10 MB',
    answer: { flood: 202 },
    recorded: { outcome: 'accepted', httpStatus: 202 },
  },
]

type Played = { receiver: Receiver; stream: Subscribed }

describe('a receiver that answers', () => {
  let hub: TestHub
  let first: Trace
  const open = new AsyncDisposableStack()
  const played = new Map<Case, Played>()

  beforeAll(async () => {
    hub = open.use(await startHub({ PUSH_TIMEOUT_MS: '2000' }))
    for (const one of [...FINAL, ...RETRIED, ...ACCEPTED]) {
      const receiver = open.use(await startReceiver())
      receiver.answer(one.answer)
      played.set(one, {
        receiver,
        stream: await hub.subscribe(receiver, { name: `app${String(played.size)}` }),
      })
    }
    const txn = await hub.admin.revoke('first@example.com')
    await eventually(async () => {
      const states = (await hub.admin.traceOf(txn)).deliveries.map(({ state }) => state.status)
      expect(states).toHaveLength(played.size)
      expect(states).not.toContain('pending')
    })
    first = await hub.admin.traceOf(txn)
    await hub.admin.revoke('second@example.com')
  })
  afterAll(() => open.disposeAsync())

  const seen = (one: Case) => {
    const found = played.get(one)
    const delivery = first.deliveries.find(({ streamId }) => streamId === found?.stream.streamId)
    if (!found || !delivery) throw new Error(`Not played: ${one.is}`)
    return {
      ...found,
      delivery,
      pushes: found.receiver.pushes.filter(({ claims }) => emailOf(claims) === 'first@example.com'),
    }
  }
  const told = (receiver: Receiver) => receiver.sets.map(emailOf)

  test.each(FINAL)(
    '$is has refused that SET for good: it is not sent again, the next one is [RFC8935 §2 push-no-retry] [RFC8935 §2.3 push-reads-error] [RFC8935 §4 push-strategy]',
    async (one) => {
      const { delivery, pushes, receiver } = seen(one)
      expect(delivery.attempts).toMatchObject([one.recorded])
      expect(delivery.state).toMatchObject({ status: 'rejected', attempts: 1 })
      await eventually(() => {
        expect(told(receiver)).toEqual(['second@example.com'])
      })
      expect(pushes).toHaveLength(1)
      expect(receiver.faults).toEqual([])
    },
  )

  test.each(RETRIED)(
    '$is gets the same SET again about a second later, then the next one [RFC8935 §2 push-retry] [RFC8935 §4 push-strategy]',
    async (one) => {
      const { delivery, pushes, receiver } = seen(one)
      expect(delivery.attempts).toMatchObject([
        one.recorded,
        { outcome: 'accepted', httpStatus: 202 },
      ])
      expect(delivery.state).toMatchObject({ status: 'delivered', attempts: 2 })
      const [before, after] = pushes
      expect(after?.jws).toBe(before?.jws)
      expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThan(
        one.is.startsWith('429') ? 1_990 : 790,
      )
      await eventually(() => {
        expect(told(receiver)).toEqual(['first@example.com', 'second@example.com'])
      })
      expect(receiver.pushes.every(({ path }) => path === '/push')).toBe(true)
      expect(receiver.faults).toEqual([])
    },
  )

  test.each(ACCEPTED)('$is has taken the SET', (one) => {
    const { delivery, pushes } = seen(one)
    expect(delivery.attempts).toMatchObject([one.recorded])
    expect(delivery.state).toMatchObject({ status: 'delivered', attempts: 1 })
    expect(pushes).toHaveLength(1)
  })

  test('10 MB is not kept: what the trace says of it is short', () => {
    const flood = RETRIED.find(({ is }) => is === '500 and 10 MB')
    const description = flood && seen(flood).delivery.attempts[0]?.description
    expect(description).toMatch(/^HTTP 500: x+$/)
    expect(description?.length).toBeLessThan(400)
  })
})

test('a receiver that is down gets a few SETs, not its whole backlog, and then everything', async () => {
  await using hub = await startHub()
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver)
  const { promise: together, resolve: answer } = Promise.withResolvers<undefined>()
  receiver.answer(...Array.from({ length: 4 }, () => ({ status: 503, after: together })))
  const emails = Array.from({ length: 20 }, (_, index) => `user${String(index)}@example.com`)
  await Promise.all(emails.map((email) => hub.admin.revoke(email)))
  await eventually(() => {
    expect(receiver.pushes).toHaveLength(4) // which count as one failure, and wait for a second
  })
  answer(undefined)
  await eventually(() => {
    expect(receiver.sets.map(emailOf).toSorted()).toEqual(emails.toSorted())
  })
  expect(receiver.pushes.length).toBeLessThanOrEqual(24)
  await eventually(async () => {
    expect(await hub.admin.stream(streamId)).toMatchObject({ backlog: 0, rejected: 0 })
  })
})

test('a receiver that fails holds up nobody else', async () => {
  await using hub = await startHub({ PUSH_TIMEOUT_MS: '2000' })
  await using dead = await startReceiver()
  await using alive = await startReceiver()
  dead.always('hang')
  const stream = await hub.subscribe(dead, { name: 'Dead' })
  await hub.subscribe(alive, { name: 'Alive' })
  for (let index = 0; index < 10; index++)
    await hub.admin.revoke(`user${String(index)}@example.com`)
  await eventually(() => {
    expect(new Set(alive.sets.map(emailOf)).size).toBe(10)
  })
  await eventually(async () => {
    expect(await hub.admin.stream(stream.streamId)).toMatchObject({ backlog: 10 })
  })
})
