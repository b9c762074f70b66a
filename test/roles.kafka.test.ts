import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from './setup/database.ts'
import { adminOf, emailOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { freePort } from './support/free-port.ts'
import { startProcess, type HubProcess } from './support/process.ts'
import { startReceiver } from './support/receiver.ts'
import { subscribeTo } from './support/subscribe.ts'

const brokers = process.env['KAFKA_BROKERS'] ?? ''
if (brokers === '')
  console.warn('SKIPPED: the hub over Kafka is not tested, for KAFKA_BROKERS is not set')

const ROLES = ['receiver', 'router', 'transmitter', 'console'] as const
type Role = (typeof ROLES)[number]

describe.skipIf(brokers === '')('four processes over Kafka and one database', () => {
  test('are one hub, and go on when the router is killed', async () => {
    await using open = new AsyncDisposableStack()
    const database = open.use(await createTestDatabase())
    const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-roles-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    const ports = new Map<Role, number>()
    for (const role of ROLES) ports.set(role, await freePort())
    const url = (role: Role) => `http://localhost:${String(ports.get(role))}`
    const token = randomBytes(32).toString('base64url')
    const common = {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: brokers,
      KAFKA_PARTITIONS: '4',
      MASTER_KEY: randomBytes(32).toString('base64'),
      ADMIN_TOKEN: token,
      ISSUER: url('transmitter'),
      DATA_DIR: folder,
    }
    const start = (role: Role): HubProcess =>
      open.use(
        startProcess(
          { ...common, PORT: String(ports.get(role)), LOG_FILE: join(folder, `${role}.log`) },
          { args: [role] },
        ),
      )
    const processes = new Map(ROLES.map((role) => [role, start(role)]))
    for (const role of ROLES) await isReady(url(role))

    await using receiver = await startReceiver()
    const admin = adminOf(url('console'), token)
    await subscribeTo({ url: url('transmitter'), admin }, receiver)
    await admin.revoke('ann@example.com')
    await eventually(() => {
      expect(receiver.sets.map(emailOf)).toEqual(['ann@example.com'])
    })

    const router = processes.get('router')
    router?.kill('SIGKILL')
    await router?.ended
    await admin.revoke('bob@example.com')
    await isReady(url((start('router'), 'router')))
    await eventually(() => {
      expect(receiver.sets.map(emailOf)).toEqual(['ann@example.com', 'bob@example.com'])
    })
    expect(receiver.faults).toEqual([])
    for (const process of processes.values()) process.kill('SIGTERM')
    for (const [role, process] of processes)
      if (role !== 'router') expect(await process.ended).toMatchObject({ code: 0 })
  }, 120_000)
})

const isReady = (url: string) =>
  eventually(async () => {
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  })
