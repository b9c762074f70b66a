import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Trace } from './support/admin.ts'
import { ACCEPTS, startAnimal, type Animal, type Habit } from './support/animal.ts'
import { createAuthority, selfSigned } from './support/certificates.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import type { Certificate, Receiver } from './support/receiver.ts'
import { BROKEN, STATUSES, TAKERS } from './support/zoo.ts'

const EVENTS = 5
const open = new AsyncDisposableStack()
const placed = new Map<string, { animal: Animal; streamId: string }>()
let hub: TestHub
/** Of every event, once all first attempts were made. */
let traces: Trace[]
let certificates: Record<string, Certificate>

beforeAll(async () => {
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-zoo-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const authority = createAuthority(folder)
  const settings = { PUSH_TIMEOUT_MS: '3000', OUTBOUND_CA_FILE: authority.certFile }
  hub = open.use(await startHub(settings))
  certificates = {
    'a good one': authority.issue('IP:127.0.0.1'),
    'an expired one': authority.issue('IP:127.0.0.1', 'expired'),
    "another host's": authority.issue('DNS:other.example'),
    'one of its own making': selfSigned(folder),
  }
  await place('is well', ACCEPTS)
  for (const { is, does } of [...TAKERS, ...BROKEN, ...STATUSES]) await place(is, once(does))
  for (const [is, certificate] of Object.entries(certificates))
    await place(is, ACCEPTS, certificate)
  const txns: string[] = []
  for (let n = 0; n < EVENTS; n++) txns.push(await hub.admin.revoke(`${String(n)}@example.com`))
  await eventually(async () => {
    expect(placed.get('is well')?.animal.pushes).toHaveLength(EVENTS)
    const { deliveries } = await hub.admin.traceOf(txns[0] ?? '')
    expect(deliveries.filter(({ attempts }) => attempts.length > 0)).toHaveLength(placed.size)
  })
  const rest = [...placed].filter(([is]) => certificates[is] === undefined || is === 'a good one')
  await eventually(async () => {
    for (const [is, { streamId }] of rest)
      expect(await hub.admin.stream(streamId), is).toMatchObject({ backlog: 0 })
  })
  traces = await Promise.all(txns.map((txn) => hub.admin.traceOf(txn)))
}, 180_000)
afterAll(() => open.disposeAsync())

async function place(is: string, habit: Habit, tls?: Certificate): Promise<void> {
  const animal = open.use(await startAnimal(habit, tls))
  const receiver = { url: animal.url, trust: () => undefined } as unknown as Receiver // what subscribing asks of it
  const { streamId } = await hub.subscribe(receiver, { name: `zoo${String(placed.size)}` })
  placed.set(is, { animal, streamId })
}

/** It does that to the first request, and then takes everything. */
function once(habit: Habit): Habit {
  let isFirst = true
  return (socket) => {
    const now = isFirst ? habit : ACCEPTS
    isFirst = false
    now(socket)
  }
}

function seen(is: string) {
  const found = placed.get(is)
  if (!found) throw new Error(`Not in the zoo: ${is}`)
  const deliveries = traces.map((trace) => {
    const delivery = trace.deliveries.find(({ streamId }) => streamId === found.streamId)
    if (!delivery) throw new Error(`Not owed to the one that ${is}`)
    return delivery
  })
  return { ...found, deliveries, attempts: deliveries.flatMap(({ attempts }) => attempts) }
}

test('a receiver that is well gets everything once, whatever its neighbours do', () => {
  const { animal, attempts } = seen('is well')
  expect(new Set(animal.pushes.map(({ jti }) => jti)).size).toBe(EVENTS)
  expect(attempts).toHaveLength(EVENTS)
})

test.each(TAKERS)('one that $is has taken it: nothing comes twice', ({ is }) => {
  const { animal, attempts } = seen(is)
  expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(EVENTS).fill('accepted'))
  expect(animal.pushes).toHaveLength(EVENTS)
})

test.each(BROKEN)('one that $is gets it again, and all that follows', ({ is, err = '' }) => {
  const { animal, deliveries, attempts } = seen(is)
  const failed = attempts.filter(({ outcome }) => outcome !== 'accepted')
  expect(failed.map((attempt) => attempt.err ?? attempt.reason)).toContain(err)
  expect(deliveries.map(({ state }) => state.status)).toEqual(Array(EVENTS).fill('delivered'))
  expect(new Set(animal.pushes.map(({ jti }) => jti)).size).toBe(EVENTS)
})

test.each(STATUSES)('one that $is is taken at its word: $means', ({ is, means, err }) => {
  const { deliveries, attempts } = seen(is)
  const [first] = attempts.filter((attempt) => means === 'accepted' || attempt.outcome === means)
  expect(first).toMatchObject({ outcome: means, ...(err === undefined ? {} : { err }) })
  const states = deliveries.map(({ state }) => state.status)
  const others = Array<string>(EVENTS - 1).fill('delivered')
  expect(states.toSorted()).toEqual(
    [...others, means === 'rejected' ? 'rejected' : 'delivered'].toSorted(),
  )
})

test('a good certificate is trusted; no SET goes to one that shows another', async () => {
  expect(seen('a good one').animal.pushes).toHaveLength(EVENTS)
  const bad = Object.keys(certificates).filter((is) => is !== 'a good one')
  for (const is of bad) {
    const { animal, attempts } = seen(is)
    expect(animal.pushes, is).toEqual([])
    expect(
      attempts.map((attempt) => attempt.reason ?? attempt.err),
      is,
    ).toContain('tls')
    expect(attempts.every(({ outcome }) => outcome !== 'accepted')).toBe(true)
  }
})

test('what a receiver answers is kept in part at most, and not unpacked', async () => {
  const client = open.adopt(new pg.Client(hub.databaseUrl), (one) => one.end())
  await client.connect()
  const { rows } = await client.query<{ longest: number }>(
    'select max(octet_length(response)) as longest from attempt where stream_id = $1',
    [seen('sends a gzip bomb with its 500').streamId],
  )
  expect(rows[0]?.longest).toBeGreaterThan(0)
  expect(rows[0]?.longest).toBeLessThan(32_768) // 8 KiB, of which some bytes are no characters
})

test('no connection stays open of those that gave no whole answer', async () => {
  await eventually(() => {
    for (const { is } of BROKEN) expect(placed.get(is)?.animal.open(), is).toBeLessThanOrEqual(4)
  })
})
