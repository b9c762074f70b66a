import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../services/kernel/config.ts'
import { openHub, type Hub } from '../../services/hub.ts'
import { adminOf, type Admin } from './admin.ts'
import { request, type Reply, type Send } from './http.ts'
import type { Receiver } from './receiver.ts'
import { subscribeTo, type Subscribed } from './subscribe.ts'

export { PUSH, type Subscribed } from './subscribe.ts'

export type TestHub = AsyncDisposable & {
  url: string
  admin: Admin
  databaseUrl: string
  environment: Record<string, string>
  /** Any request to the hub. */
  send<T = Record<string, unknown>>(path: string, options?: Send): Promise<Reply<T>>
  /** A new subscriber whose stream pushes to this receiver, which then knows what to expect. */
  subscribe(
    receiver: Receiver,
    options?: { name?: string; events?: readonly string[] },
  ): Promise<Subscribed>
  log(): Promise<string>
  /** Stops the hub as SIGTERM does, and starts it again on the same database and port. */
  restart(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
}

/** A whole hub in this process, on this database, which it then disposes of, and on a port of its own. */
export async function startHubOn(
  database: AsyncDisposable & { url: string },
  overrides: Record<string, string> = {},
  by: typeof fetch = fetch,
): Promise<TestHub> {
  await using open = new AsyncDisposableStack()
  open.use(database)
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-test-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const adminToken = randomBytes(32).toString('base64url')
  const environment: Record<string, string> = {
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    MASTER_KEY: randomBytes(32).toString('base64'),
    ADMIN_TOKEN: adminToken,
    LOG_FILE: join(folder, 'hub.log'),
    LOG_LEVEL: 'debug',
    PUSH_TIMEOUT_MS: '10000',
    ...overrides,
  }
  let running = await run(environment)
  environment['PORT'] = String(running.hub.config.port)
  open.defer(() => running.stop())
  const url = running.hub.config.issuer
  const send = <T>(path: string, options?: Send) => request<T>(`${url}${path}`, options, by)
  const admin = adminOf(url, adminToken, by)
  const stop = () => running.stop()
  const start = async () => {
    running = await run(environment)
  }
  const held = open.move()
  return {
    url,
    admin,
    databaseUrl: database.url,
    environment,
    send,
    subscribe: (receiver, options) => subscribeTo({ url, admin }, receiver, options),
    log: () => readFile(environment['LOG_FILE'] ?? '', 'utf8'),
    stop,
    start,
    restart: async () => {
      await stop()
      await start()
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

async function run(
  environment: Record<string, string>,
): Promise<{ hub: Hub; stop: () => Promise<void> }> {
  const hub = await openHub(loadConfig(environment))
  const stopping = new AbortController()
  const finished = hub.run(stopping.signal)
  finished.catch(() => undefined) // told by stop
  let stopped: Promise<void> | undefined
  const stop = async () => {
    stopping.abort()
    await finished.finally(() => hub.close())
  }
  return { hub, stop: () => (stopped ??= stop()) }
}
