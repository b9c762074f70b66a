import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { pino } from 'pino'
import { HubEvent } from '../../../schemas/event.ts'
import { uriOf } from '../../../schemas/events/index.ts'
import type { NormalisedSignal, Signal } from '../../../schemas/signal.ts'
import { createTestDatabase } from '../../../test/setup/database.ts'
import { systemClock } from '../clock.ts'
import { derivedId, newId } from '../ids.ts'
import { createSeal } from '../set/seal.ts'
import { openStore, type Store } from './index.ts'
import type { Origin } from './signals.ts'
import type { Subscriber } from './subscribers.ts'
import type { StreamSettings } from './streams.ts'

// For tests: the store over a database of its own, and what to put into it.

export const REVOKED = uriOf('session-revoked')
export const CHANGED = uriOf('credential-change')
export const PUSH = 'urn:ietf:rfc:8935'
export const ALL_SHARDS = Array.from({ length: 64 }, (_, shard) => shard)
export const MASTER_KEY = Buffer.alloc(32, 7)

export type TestStore = {
  store: Store
  url: string
  /** Statements beside the store's own. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  [Symbol.asyncDispose](): Promise<void>
}

export async function openTestStore(): Promise<TestStore> {
  const database = await createTestDatabase()
  const store = openOn(database.url)
  const pool = new pg.Pool({ connectionString: database.url, max: 4 })
  pool.on('error', () => undefined) // tests end connections on purpose
  return {
    store,
    url: database.url,
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    [Symbol.asyncDispose]: async () => {
      await store.close()
      await pool.end()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** Another process's store on the same database. */
export const openOn = (url: string): Store =>
  openStore({
    url,
    seal: createSeal(MASTER_KEY),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  })

export const origin = (id: string, changes: Partial<Origin> = {}): Origin => ({
  id,
  tenantId: 'default',
  certainty: 'proven',
  ...changes,
})

export const signal = (
  dedupeKey: string,
  changes: Partial<NormalisedSignal> = {},
): NormalisedSignal => ({
  dedupeKey,
  type: REVOKED,
  subject: { format: 'email', email: 'ann@example.com' },
  payload: {},
  ...changes,
})

export const settings = (changes: Partial<StreamSettings> = {}): StreamSettings => ({
  audience: ['https://app.example.com'],
  method: PUSH,
  endpointUrl: 'https://app.example.com/events',
  authorizationHeader: null,
  eventsRequested: [REVOKED],
  eventsDelivered: [REVOKED],
  description: null,
  subjectFormats: [],
  ...changes,
})

export async function addSubscriber(store: Store, name = randomUUID()): Promise<Subscriber> {
  const subscriber = {
    name,
    audience: ['https://app.example.com'],
    allowedEvents: [],
    description: null,
  }
  return (await store.subscribers.create(subscriber)).subscriber
}

/** A new subscriber's stream. */
export async function addStream(
  store: Store,
  changes: Partial<StreamSettings> = {},
): Promise<string> {
  const stream = await store.streams.create(await addSubscriber(store), settings(changes), 10)
  if (!stream) throw new Error('no stream was made')
  return stream.id
}

/** An event as a router makes it; `about` names its subject, `position` its place among those of one moment. */
export function event(type: string = REVOKED, about = 'ann', position = 0): HubEvent {
  const signalId = newId(systemClock.now(), position)
  return HubEvent.parse({
    id: derivedId(signalId, type),
    signalId,
    type,
    subject: { format: 'opaque', id: about },
    payload: { note: about },
    txn: `txn-${signalId}`,
    tenantId: 'default',
    acceptedAt: systemClock.now(),
    becauseOf: { policyId: 'relay', policyVersion: 1, rule: 'relay', reason: 'as it is' },
  })
}

/** Events stored and owed to nobody yet; their ids in order. */
export async function addEvents(store: Store, events: readonly HubEvent[]): Promise<string[]> {
  await store.events.recordDecisions(
    [{ signalId: randomUUID(), decisions: [], events }],
    systemClock.now(),
  )
  return events.map(({ id }) => id)
}

export async function fanOut(store: Store, ids: readonly string[]) {
  const { eventIds, owed } = await store.events.fanOut(ids, [], systemClock.now())
  return {
    events: eventIds.length,
    owed: owed.reduce((sum, one) => sum + one.eventIds.length, 0),
    streamIds: owed.map(({ streamId }) => streamId),
  }
}

/** Those of `ids` that a router would decide now, in its order; they stay undecided. */
export const undecided = async (store: Store, ids: readonly string[]): Promise<Signal[]> =>
  (await store.turns.load(store.turns.outside, ids)).map(({ signal: one }) => one)
