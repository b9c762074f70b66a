import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '../setup/database.ts'
import { adminOf, type Admin } from './admin.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { startLoad, type Load } from './ledger.ts'
import { startProcess, type HubProcess } from './process.ts'
import { startReceiver, type Receiver } from './receiver.ts'
import { subscribeTo } from './subscribe.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const SECRET = 'webhook-secret-of-this-test'

/** A hub as a process, a database behind a proxy or its own, receivers, and a clock that can be put wrong. */
export type World = AsyncDisposable & {
  admin: Admin
  url: string
  dataDir: string
  databaseUrl: string
  /** Undefined where the hub has a database of its own. */
  proxy: TcpProxy | undefined
  receivers: readonly Receiver[]
  hub(): HubProcess
  /** Starts the hub again, after it was killed. */
  start(): Promise<void>
  setClock(offsetMs: number): Promise<void>
  log(): Promise<string>
  load(name: string): Load
}

export type WorldOptions = {
  /** The hub starts a PostgreSQL of its own in this folder. */
  embeddedIn?: string
  environment?: Record<string, string>
  receivers?: number
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  await using open = new AsyncDisposableStack()
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-world-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  await chmod(folder, 0o711) // as root, an embedded PostgreSQL is another user's
  const { proxy, databaseUrl, ...settings } = await databaseFor(open, options.embeddedIn)
  const offsetFile = join(folder, 'clock')
  await writeFile(offsetFile, '0')
  const port = await freePort()
  const url = `http://127.0.0.1:${String(port)}`
  const token = randomBytes(24).toString('base64url')
  const environment = {
    MASTER_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: options.embeddedIn ?? folder,
    PORT: String(port),
    ISSUER: url,
    ADMIN_TOKEN: token,
    LOG_FILE: join(folder, 'hub.log'),
    NODE_OPTIONS: `--import=${fileURLToPath(new URL('shifted-clock.mjs', import.meta.url))}`,
    CLOCK_OFFSET_FILE: offsetFile,
    ...settings,
    ...options.environment,
  }
  let hub = startProcess(environment)
  open.defer(() => hub[Symbol.asyncDispose]())
  await hub.printed(/is ready at/)
  const admin = adminOf(url, token)
  await admin.createSource({ id: 'github', kind: 'github', secrets: [SECRET] })
  const receivers: Receiver[] = []
  for (let n = 0; n < (options.receivers ?? 2); n++)
    receivers.push(open.use(await subscribed(admin, url, `App${String(n)}`)))
  const held = open.move()
  return {
    admin,
    url,
    dataDir: environment.DATA_DIR,
    databaseUrl,
    proxy,
    receivers,
    hub: () => hub,
    start: async () => {
      hub = startProcess(environment)
      await hub.printed(/is ready at/)
    },
    setClock: (offsetMs) => writeFile(offsetFile, String(offsetMs)),
    log: () => readFile(environment.LOG_FILE, 'utf8'),
    load: (name) => startLoad({ ingestUrl: () => `${url}/ingest/github`, secret: SECRET, name }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

async function databaseFor(open: AsyncDisposableStack, embeddedIn: string | undefined) {
  if (embeddedIn !== undefined) return { proxy: undefined, databaseUrl: '' }
  const database = open.use(await createTestDatabase())
  const { hostname: host, port } = new URL(database.url)
  const proxy = open.use(await startTcpProxy({ host, port: Number(port) }))
  const through = new URL(database.url)
  through.host = `127.0.0.1:${String(proxy.port)}`
  return { proxy, databaseUrl: database.url, DATABASE_URL: through.href }
}

/** A receiver that has the hub's keys before anything goes wrong. */
async function subscribed(admin: Admin, url: string, name: string): Promise<Receiver> {
  const receiver = await startReceiver()
  const stream = await subscribeTo({ url, admin }, receiver, { name })
  await stream.verify('hello')
  await eventually(() => {
    if (receiver.sets.length === 0) throw new Error('not verified yet')
  })
  return receiver
}
