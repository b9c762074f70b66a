import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { stateFile } from '../deploy/kafka/broker.mjs'
import { startKafka } from '../deploy/kafka/start.mjs'
import { stopKafka } from '../deploy/kafka/stop.mjs'
import { createTestDatabase } from './setup/database.ts'
import { adminOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { freePort } from './support/free-port.ts'
import { balance, startLoad, type Trouble } from './support/ledger.ts'
import { startProcess, type HubProcess } from './support/process.ts'
import { startReceiver } from './support/receiver.ts'
import { subscribeTo } from './support/subscribe.ts'

const hasKafka = (process.env['KAFKA_BROKERS'] ?? '') !== ''
if (!hasKafka) console.warn('SKIPPED: killing services and Kafka, for there is no Kafka here')

const ROUNDS = process.env['FAULTS'] === 'long' ? 5 : 1
const SECRET = 'webhook-secret-of-this-test'
const ROLES = ['receiver', 'router', 'transmitter', 'console'] as const
type Role = (typeof ROLES)[number]

test.skipIf(!hasKafka)(
  'each service and Kafka are killed in turn',
  { timeout: ROUNDS * 240_000 },
  async () => {
    await using open = new AsyncDisposableStack()
    const database = open.use(await createTestDatabase())
    const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-killed-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    // A broker of this test's own: others must not feel it die.
    const dataDir = join(folder, 'kafka')
    const { brokers } = await startKafka({ port: 0, dataDir })
    open.defer(async () => {
      await stopKafka({ dataDir })
    })
    const ports = new Map<Role, number>()
    for (const role of ROLES) ports.set(role, await freePort())
    const url = (role: Role) => `http://127.0.0.1:${String(ports.get(role))}`
    const token = randomBytes(24).toString('base64url')
    const common = {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: brokers,
      KAFKA_PARTITIONS: '4',
      MASTER_KEY: randomBytes(32).toString('base64'),
      ADMIN_TOKEN: token,
      ISSUER: url('transmitter'),
      DATA_DIR: folder,
    }
    const processes = new Map<Role, HubProcess>()
    const start = async (role: Role): Promise<void> => {
      const own = { PORT: String(ports.get(role)), LOG_FILE: join(folder, `${role}.log`) }
      processes.set(role, open.use(startProcess({ ...common, ...own }, { args: [role] })))
      await eventually(async () => {
        expect((await fetch(`${url(role)}/health/live`)).status).toBe(200)
      })
    }
    await start('console') // it migrates, the others need not wait for each other
    for (const role of ROLES) if (role !== 'console') await start(role)

    const admin = adminOf(url('console'), token)
    await admin.createSource({ id: 'github', kind: 'github', secrets: [SECRET] })
    const receiver = open.use(await startReceiver())
    const stream = await subscribeTo({ url: url('transmitter'), admin }, receiver)
    await stream.verify('hello')
    await eventually(() => {
      expect(receiver.sets).toHaveLength(1)
    })
    const load = startLoad({
      ingestUrl: () => `${url('receiver')}/ingest/github`,
      secret: SECRET,
      name: 'killed',
    })
    const troubles: Trouble[] = []
    const survive = async (kill: () => Promise<unknown>, back: () => Promise<unknown>) => {
      await sleep(1_000 + Math.random() * 1_000)
      const from = performance.now()
      await kill()
      await back()
      const sent = load.ledger.length
      await expect.poll(() => receiver.sets.length, { timeout: 120_000 }).toBeGreaterThan(sent + 1) // its verification is one of them
      troubles.push({ from, to: performance.now() })
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const role of ROLES)
        await survive(
          async () => {
            processes.get(role)?.kill('SIGKILL')
            await processes.get(role)?.ended
          },
          () => start(role),
        )
      const port = Number(brokers.split(':')[1])
      await survive(
        async () => {
          const { pid } = JSON.parse(await readFile(stateFile(dataDir), 'utf8')) as { pid: number } // written by start.mjs
          process.kill(pid, 'SIGKILL')
          await expect.poll(() => isAlive(pid)).toBe(false)
        },
        () => startKafka({ port, dataDir }),
      )
    }
    await load.stop()
    const sum = await balance(load.ledger, [receiver], troubles)
    console.log(`killed: ${JSON.stringify(sum)}`)
    expect(sum.sent).toBeGreaterThan(20)
  },
)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
