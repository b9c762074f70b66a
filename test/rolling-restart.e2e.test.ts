import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from './setup/database.ts'
import { adminOf, type Admin } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { freePort } from './support/free-port.ts'
import { request } from './support/http.ts'
import { balance, startLoad } from './support/ledger.ts'
import { startProcess, type HubProcess } from './support/process.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'
import { subscribeTo } from './support/subscribe.ts'

const SECRET = 'webhook-secret-of-this-test'
const ROUNDS = 2
/** Containers are given 30 s (docker-compose.yml); a hub needs far less. */
const DEADLINE_MS = 20_000

type Node = { url: string; start(): Promise<HubProcess> }

let open: AsyncDisposableStack
let nodes: [Node, Node]
let admin: Admin
let sql: pg.Client
const token = randomBytes(24).toString('base64url')

beforeEach(async () => {
  open = new AsyncDisposableStack()
  const database = open.use(await createTestDatabase())
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-rolling-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  sql = open.adopt(new pg.Client(database.url), (client) => client.end())
  await sql.connect()
  const ports = [await freePort(), await freePort()]
  const issuer = `http://127.0.0.1:${String(ports[0])}`
  const common = {
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    MASTER_KEY: randomBytes(32).toString('base64'),
    ADMIN_TOKEN: token,
    ISSUER: issuer,
  }
  const [first, second] = ports.map((port): Node => ({
    url: `http://127.0.0.1:${String(port)}`,
    start: async () => {
      const own = { PORT: String(port), LOG_FILE: join(folder, `${String(port)}.log`) }
      const hub = open.use(startProcess({ ...common, ...own }))
      await hub.printed(/is ready at/)
      return hub
    },
  }))
  if (!first || !second) throw new Error('two ports make two nodes')
  nodes = [first, second]
  admin = adminOf(issuer, token)
})
afterEach(() => open.disposeAsync())

/** What processes hold: shards, their own membership, jobs. */
async function held(): Promise<{ owners: number; members: number; jobs: number }> {
  const { rows } = await sql.query<{ owners: number; members: number; jobs: number }>(
    `select (select count(distinct owner)::int from shard_lease) as owners,
       (select count(*)::int from engine_member) as members,
       (select count(*)::int from job where owner is not null) as jobs`,
  )
  return rows[0] ?? { owners: NaN, members: NaN, jobs: NaN }
}

test(
  'hubs that are restarted one after the other, under load, tell nothing twice',
  { timeout: 240_000 },
  async () => {
    const hubs = [await nodes[0].start(), await nodes[1].start()]
    await admin.createSource({ id: 'github', kind: 'github', secrets: [SECRET] })
    const receivers = [open.use(await startReceiver()), open.use(await startReceiver())]
    for (const [index, receiver] of receivers.entries()) {
      const name = `App${String(index)}`
      const stream = await subscribeTo({ url: nodes[0].url, admin }, receiver, { name })
      await stream.verify('hello')
      await eventually(() => {
        expect(receiver.sets).toHaveLength(1)
      })
    }
    let turn = 0
    const ingestUrl = () => `${nodes[turn++ % 2 === 0 ? 0 : 1].url}/ingest/github`
    const load = startLoad({ ingestUrl, secret: SECRET, name: 'rolling' })
    for (let round = 0; round < ROUNDS; round++)
      for (const [index, node] of nodes.entries()) {
        const sent = load.ledger.length
        await expect.poll(() => load.ledger.length, { timeout: 60_000 }).toBeGreaterThan(sent + 20)
        hubs[index]?.kill('SIGTERM')
        expect(await hubs[index]?.ended).toEqual({ code: 0, signal: null })
        expect(await held()).toMatchObject({ owners: 1, members: 1 })
        hubs[index] = await node.start()
      }
    await load.stop()
    expect(await balance(load.ledger, receivers, [])).toMatchObject({ repeated: 0 })
  },
)

test(
  'a hub stops in time, whoever keeps it waiting, and leaves nothing behind',
  { timeout: 120_000 },
  async () => {
    const hub = await nodes[0].start()
    const receiver = open.use(await startReceiver())
    await subscribeTo({ url: nodes[0].url, admin }, receiver)
    receiver.always('hang')
    const { id, token: pollerToken } = await admin.createSubscriber({
      name: 'Poller',
      audience: ['https://poller.example'],
    })
    const { json } = await request<{ delivery: { endpoint_url: string } }>(
      `${nodes[0].url}/ssf/streams`,
      { token: pollerToken, body: { events_requested: [] } },
    )
    const url = json.delivery.endpoint_url
    const waiting = request(url, { token: pollerToken, body: { returnImmediately: false } }).catch(
      () => undefined,
    )
    const watching = fetch(`${nodes[0].url}/admin/live`, {
      headers: { authorization: `Bearer ${token}` },
    }).then((answer) => answer.text().catch(() => ''))
    const replay = {
      filter: { from: new Date(0), select: 'all' },
      startsAtOnce: true,
      ratePerSecond: 1,
    }
    await admin.post('/admin/replays', replay)
    await admin.revoke('hanging@example.com')
    await eventually(() => {
      expect(receiver.pushes).not.toEqual([])
    })
    const from = performance.now()
    hub.kill('SIGTERM')
    expect(await hub.ended).toEqual({ code: 0, signal: null })
    expect(performance.now() - from).toBeLessThan(DEADLINE_MS)
    expect(await held()).toEqual({ owners: 0, members: 0, jobs: 0 })
    await Promise.all([waiting, watching])
    expect(id).not.toBe('')
  },
)

/** A lease of 15 seconds, the look before, and a machine that has other things to do. */
const TAKEOVER_MS = 45_000

test(
  'what a killed hub drove another goes on with, once nothing was heard of it for fifteen seconds',
  { timeout: 240_000 },
  async () => {
    const first = await nodes[0].start()
    await nodes[1].start()
    const receivers: Receiver[] = []
    for (let n = 0; n < 6; n++) {
      const receiver = open.use(await startReceiver())
      const options = { name: `App${String(n)}` }
      const stream = await subscribeTo({ url: nodes[0].url, admin }, receiver, options)
      await stream.verify('hello') // it has the hub's keys from now on
      receivers.push(receiver)
    }
    await eventually(() => {
      expect(receivers.map(({ sets }) => sets.length)).toEqual(receivers.map(() => 1))
    })
    await eventually(async () => {
      expect(await held()).toMatchObject({ owners: 2, members: 2 })
    })
    const other = adminOf(nodes[1].url, token)
    first.kill('SIGKILL')
    await first.ended
    const from = performance.now()
    await other.revoke('after-the-kill@example.com')
    await expect
      .poll(() => receivers.every(({ sets }) => sets.length > 1), { timeout: TAKEOVER_MS })
      .toBe(true)
    console.log(`taken over after ${String(Math.round(performance.now() - from))} ms`)
    expect(await held()).toMatchObject({ owners: 1, members: 1 })
    for (const { sets } of receivers) expect(sets).toHaveLength(2)
  },
)
