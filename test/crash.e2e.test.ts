import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { eventually } from './support/eventually.ts'
import { createTestDatabase } from './setup/database.ts'
import { adminOf } from './support/admin.ts'
import { request } from './support/http.ts'
import { freePort } from './support/free-port.ts'
import { startProcess, type HubProcess } from './support/process.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'
import { subscribeTo } from './support/subscribe.ts'
import { githubDelivery, memberRemoved } from './support/vendors.ts'

const SIGNALS = 1_000
const KILLS = 10
const SENDERS = 8
const SECRET = 'webhook-secret-of-this-test'

test(
  'kill -9 at ten random moments of 1,000 signals loses none, doubles no event, and repeats only the same SET [RFC8935 §2 receive-no-retransmit]',
  { timeout: 180_000 },
  async () => {
    await using open = new AsyncDisposableStack()
    const database = open.use(await createTestDatabase())
    const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-crash-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    const port = await freePort()
    const url = `http://127.0.0.1:${String(port)}`
    const token = randomBytes(24).toString('base64url')
    const environment = {
      DATABASE_URL: database.url,
      MASTER_KEY: randomBytes(32).toString('base64'),
      DATA_DIR: folder,
      PORT: String(port),
      ISSUER: url,
      ADMIN_TOKEN: token,
      LOG_FILE: join(folder, 'hub.log'),
    }
    const sql = open.adopt(new pg.Client(database.url), (client) => client.end())
    const receiver = open.use(await startReceiver())
    let hub = await startReady(environment)
    open.defer(() => hub[Symbol.asyncDispose]())
    await sql.connect()
    await prepare({ url, token }, receiver)

    /** Delivery ids that were answered by 2xx. */
    const ledger = new Set<string>()
    const sending = sendAll(`${url}/ingest/github`, ledger)
    for (let kill = 0; kill < KILLS; kill++) {
      const when = Math.floor(((kill + Math.random()) * SIGNALS) / KILLS)
      await vi.waitUntil(() => ledger.size >= when, { timeout: 60_000, interval: 1 })
      hub.kill('SIGKILL')
      await hub.ended
      await sql.query('delete from shard_lease')
      await sql.query('delete from engine_member') // as if the 15 seconds were over that a dead hub's lease lasts
      hub = await startReady(environment)
    }
    await sending

    const told = () => new Set(receiver.pushes.map(({ claims }) => claims.txn))
    await vi.waitUntil(() => [...ledger].every((id) => told().has(id)), { timeout: 60_000 })
    expect(ledger.size).toBe(SIGNALS)
    const { rows } = await sql.query<{ events: string; txns: string; signals: string }>(
      'select (select count(*) from event) as events, (select count(distinct txn) from event) as txns, (select count(*) from signal) as signals',
    )
    expect(rows).toEqual([
      { events: String(SIGNALS), txns: String(SIGNALS), signals: String(SIGNALS) },
    ])
    const sets = Map.groupBy(
      receiver.pushes.filter(({ claims }) => claims.txn !== undefined && ledger.has(claims.txn)),
      ({ claims }) => claims.txn,
    )
    for (const pushes of sets.values()) {
      expect(new Set(pushes.map(({ claims }) => claims.jti)).size).toBe(1)
      expect(new Set(pushes.map(({ jws }) => jws)).size).toBe(1)
    }
    expect(new Set([...sets.values()].map(([push]) => push?.claims.jti)).size).toBe(SIGNALS)
    expect(receiver.faults).toEqual([])
  },
)

async function startReady(environment: Record<string, string>): Promise<HubProcess> {
  const hub = startProcess(environment)
  await hub.printed(/is ready at/)
  return hub
}

/** A source, a subscriber, and a first SET, so that the receiver has the hub's keys before the hub is killed. */
async function prepare(
  { url, token }: { url: string; token: string },
  receiver: Receiver,
): Promise<void> {
  const admin = adminOf(url, token)
  await admin.createSource({ id: 'github', kind: 'github', secrets: [SECRET] })
  const stream = await subscribeTo({ url, admin }, receiver)
  await stream.verify('hello')
  await eventually(() => {
    expect(receiver.sets).toHaveLength(1)
  })
}

/** Sends every signal until it is answered by 2xx: a vendor that gets no answer comes again. */
async function sendAll(url: string, ledger: Set<string>): Promise<void> {
  const ids = Array.from({ length: SIGNALS }, (_, index) => `delivery-${String(index)}`)
  const send = async () => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift())
      await sendOne(url, id).then((sent) => ledger.add(sent))
  }
  await Promise.all(Array.from({ length: SENDERS }, send))
}

async function sendOne(url: string, id: string): Promise<string> {
  const body = memberRemoved(Number(id.replace('delivery-', '')) % 50)
  const headers = githubDelivery('organization', body, { secret: SECRET, id })
  for (;;) {
    const reply = await request(url, { headers, body }).catch(() => undefined)
    if (reply && reply.status < 300) return id
    if (reply && reply.status < 500)
      throw new Error(`The hub answered ${String(reply.status)}: ${reply.text}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
