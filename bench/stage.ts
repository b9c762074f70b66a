import pg from 'pg'
import type { Store } from '../services/kernel/store/index.ts'
import { nowMs } from './clock.ts'
import { startHub, type BenchHub } from './hub.ts'
import { check } from './ledger.ts'
import type { Site } from './site.ts'
import {
  addPeer,
  addStreams,
  AUDIENCE,
  EVENT,
  storeOf,
  type NewStreams,
  type Peer,
} from './streams.ts'

/** A database with a peer and streams, for the hub that is then started on it. */
export type Stage = AsyncDisposable & {
  site: Site
  databaseUrl: string
  store: Store
  peer: Peer
  streamIds: string[]
  sql: pg.Client
  startHub(environment?: Record<string, string>): Promise<BenchHub>
}

/** `streams` of several kinds, made one after another. */
export async function openStage(
  site: Site,
  name: string,
  ...streams: NewStreams[]
): Promise<Stage> {
  await using opening = new AsyncDisposableStack()
  const databaseUrl = await site.createDatabase(name)
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  opening.defer(() => sql.end())
  const store = opening.adopt(storeOf(site, databaseUrl), (one) => one.close())
  const peer = await addPeer(store)
  const streamIds: string[] = []
  for (const kind of streams) streamIds.push(...(await addStreams(site, store, kind)))
  const open = opening.move()
  return {
    site,
    databaseUrl,
    store,
    peer,
    streamIds,
    sql,
    startHub: (environment) => startHub(site, databaseUrl, environment),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** SETs that the peer will push, signed beforehand. */
export const prepare = ({ site, peer }: Stage, count: number, subjects = 5_000): Promise<void> =>
  site.load.ask('prepare', { ...peer, count, eventType: EVENT, prefix: 'e', subjects })

/** Events `from` … `to`-1, each owed to `places` streams. */
export type Burst = { from: number; to: number; places: number }

/** Gives a burst to the hub as fast as it takes it; milliseconds until the receiver has answered the last of its SETs. */
export async function burst(
  { site }: Stage,
  hub: BenchHub,
  { from, to, places }: Burst,
): Promise<number> {
  await site.receiver.ask('expect', (to - from) * places)
  const startedAt = nowMs()
  await site.load.ask('push', { port: hub.port, from, to, width: 8 })
  return (await site.receiver.ask('arrived', undefined)) - startedAt
}

/** That every SET of a burst arrived, rightly signed, and none twice. @throws otherwise */
export async function verifyBurst(
  { site }: Stage,
  hub: BenchHub,
  { from, to, places }: Burst,
): Promise<void> {
  const txns = Array.from({ length: to - from }, (_, index) => `e${String(from + index)}`)
  const arrivals = await site.receiver.ask('collect', undefined)
  const repeated = await check(hub.url, arrivals, {
    issuer: hub.url,
    audience: AUDIENCE,
    txns,
    places,
  })
  if (repeated > 0) throw new Error(`${String(repeated)} SETs came more than once`)
}
