import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { createTestDatabase } from './setup/database.ts'
import { adminOf } from './support/admin.ts'
import { freePort } from './support/free-port.ts'
import { startProcess, type HubProcess } from './support/process.ts'
import { startTransmitter } from './support/transmitter/index.ts'
import { secretOf } from './support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const SETS = 400
const KILLS = 6

test(
  'kill -9 between store and acknowledgement loses no polled SET and stores none twice; nothing is acknowledged before it is stored [RFC8936 §2 receive-retention] [RFC8936 §2.4 receive-poll-ack-first]',
  { timeout: 180_000 },
  async () => {
    await using open = new AsyncDisposableStack()
    const database = open.use(await createTestDatabase())
    const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-upstream-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    // What was handed out and not acknowledged comes again; few at a time, so that there are many moments to be killed in.
    const faults = { repeats: true, batch: 5, pollWaitMs: 50 }
    const transmitter = open.use(await startTransmitter({ faults }))
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
    await sql.connect()
    let hub = await startReady(environment)
    open.defer(() => hub[Symbol.asyncDispose]())
    const upstream = { authorization: secretOf(transmitter) }
    const source = { id: 'idp', kind: 'ssf', issuer: transmitter.issuer, upstream }
    await adminOf(url, token).createSource(source)
    await vi.waitUntil(() => transmitter.streams.size === 1, { timeout: 30_000 })
    const stream = transmitter.stream()
    const jtis = Array.from({ length: SETS }, () => transmitter.emit({ type: REVOKED })[0] ?? '')

    const stored = async () => {
      const { rows } = await sql.query<{ dedupe_key: string }>('select dedupe_key from signal')
      return rows.map(({ dedupe_key }) => dedupe_key)
    }
    for (let kill = 0; kill < KILLS; kill++) {
      const when = Math.floor(((kill + Math.random()) * SETS) / KILLS)
      await vi.waitUntil(() => stream.acked.length >= when, { timeout: 60_000, interval: 1 })
      hub.kill('SIGKILL')
      await hub.ended
      const onDisk = new Set(await stored())
      expect(stream.acked.filter((jti) => !onDisk.has(jti))).toEqual([])
      await sql.query('update upstream_drive set owner = null') // as if the dead hub's lease had run out
      hub = await startReady(environment)
    }
    await vi.waitUntil(() => jtis.every((jti) => stream.acked.includes(jti)), { timeout: 60_000 })
    const all = await stored()
    expect(new Set(all).size).toBe(all.length)
    expect(jtis.filter((jti) => !all.includes(jti))).toEqual([])
    expect(stream.errors.size).toBe(0)
    expect(transmitter.streams.size).toBe(1)
  },
)

async function startReady(environment: Record<string, string>): Promise<HubProcess> {
  const hub = startProcess(environment)
  await hub.printed(/is ready at/)
  return hub
}
