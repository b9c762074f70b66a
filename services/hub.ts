import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Bus } from './kernel/bus/bus.ts'
import { createKafkaBus } from './kernel/bus/kafka.ts'
import { openKafkaLogin } from './kernel/bus/kafka-login.ts'
import { createInProcessBus } from './kernel/bus/in-process.ts'
import { withPrivateKeys } from './kernel/bus/private-keys.ts'
import { systemClock, type Clock } from './kernel/clock.ts'
import { localIssuer, type Config } from './kernel/config.ts'
import type { Deps } from './kernel/deps.ts'
import { openEmbedded, type Embedded } from './kernel/embedded.ts'
import { createApp } from './kernel/http/app.ts'
import { createHealthRoutes } from './kernel/http/health.routes.ts'
import { openClientCertificates } from './kernel/http/client-certificate.ts'
import { createIssuers } from './kernel/http/issuers.ts'
import { createOutbound, type Outbound } from './kernel/http/outbound.ts'
import { listen } from './kernel/http/server.ts'
import { createLog, type Logger } from './kernel/log.ts'
import { createMetrics } from './kernel/metrics.ts'
import { createPressureGauge } from './kernel/pressure.ts'
import { watchPressure } from './kernel/pressure.loop.ts'
import { recordPulse } from './kernel/pulse.loop.ts'
import { runServices, type Service } from './kernel/run.ts'
import { READY_POLICIES } from './kernel/policy/library.ts'
import { loadMasterKey } from './kernel/set/master-key.ts'
import { createSeal } from './kernel/set/seal.ts'
import { createDpopNonces } from './kernel/set/dpop-nonces.ts'
import { keepKeys } from './kernel/set/keys.loop.ts'
import { openSigner } from './kernel/set/sign.ts'
import { housekeep } from './kernel/store/housekeeping.loop.ts'
import { openStore } from './kernel/store/index.ts'
import { migrate } from './kernel/store/migrate.ts'
import { createAuthorization } from './authorization/index.ts'
import { createConsole } from './console/index.ts'
import { createSourceDesk } from './receiver/desk.ts'
import { createReceiver } from './receiver/index.ts'
import { createRouter } from './router/index.ts'
import { createTransmitter } from './transmitter/index.ts'

const SERVICES = {
  receiver: createReceiver,
  router: createRouter,
  transmitter: createTransmitter,
  authorization: createAuthorization,
  console: (deps) => createConsole(deps, createSourceDesk(deps)),
} as const satisfies Record<string, (deps: Deps) => Service>

export type Role = keyof typeof SERVICES
export const ROLES = Object.keys(SERVICES) as Role[] // the keys of a closed table

/** A hub that listens. `run` resolves after `stop` aborts and all work in hand is done; `close` lets go of everything. */
export type Hub = {
  config: Config
  deps: Deps
  run(stop: AbortSignal, alongside?: readonly Service[]): Promise<void>
  close(): Promise<void>
}

/** What stands in for the world outside, where what was published long ago comes again. */
export type Outside = {
  /** By which services tell the time; the store keeps the real one. */
  clock?: Clock
  outbound?: (real: Outbound) => Outbound
}

/** config → open → pick services. What was opened is closed in reverse, also where a later step fails. */
export async function openHub(
  given: Config,
  roles: readonly Role[] = ROLES,
  outside: Outside = {},
): Promise<Hub> {
  await using opening = new AsyncDisposableStack()
  const config = given.port === 0 ? withPort(given, await freePort()) : given
  const { deps, embedded } = await openDeps(config, opening)
  const theirs = withOutside(deps, outside)
  const services: Service[] = [
    ...roles.map((role) => SERVICES[role](theirs)),
    housekeep(deps),
    keepKeys(deps),
    watchPressure(deps),
    recordPulse(deps),
    ...(embedded ? [embedded.supervise(deps)] : []),
  ]
  let workers = { ok: false, detail: 'starting' }
  const routes = services.flatMap(({ routes: router }) => router ?? [])
  const app = createApp([createHealthRoutes(deps, () => workers), ...routes], deps)
  const server = await listen(app, { ...config, clock: deps.clock, log: deps.log })
  opening.defer(() => server.close())
  const open = opening.move()
  return {
    config,
    deps,
    run: async (stop, alongside = []) => {
      workers = { ok: true, detail: services.map(({ name }) => name).join(', ') }
      try {
        await runServices([...services, ...alongside], stop, deps.log)
      } finally {
        workers = { ok: false, detail: 'stopped' }
      }
    },
    close: () => open.disposeAsync(),
  }
}

const withOutside = (deps: Deps, { clock = deps.clock, outbound }: Outside): Deps => ({
  ...deps,
  clock,
  outbound: outbound ? outbound(deps.outbound) : deps.outbound,
})

/** Everything that services take from, and the database that is this process's alone, where it is. */
async function openDeps(
  config: Config,
  opening: AsyncDisposableStack,
): Promise<{ deps: Deps; embedded: Embedded | undefined }> {
  const clock = systemClock
  const log = createLog(config.log)
  const { url, embedded } = await openDatabaseOf(config, log, opening)
  const masterKey = await loadMasterKey(config)
  const seal = createSeal(masterKey)
  const store = openStore({ url, seal, clock, log })
  opening.defer(() => store.close())
  if (embedded) await Promise.all([store.leases.clear(), store.upstreamDrives.clear()])
  await store.policies.seed(READY_POLICIES)
  const extraTrust =
    config.outbound.caFile === undefined ? [] : [await readFile(config.outbound.caFile, 'utf8')]
  const outbound = createOutbound({ allow: config.outbound.allow, extraTrust })
  opening.defer(() => outbound.close())
  const metrics = createMetrics()
  const bus = await openBus(config.kafka, { outbound, clock, log, metrics })
  opening.defer(() => bus.close())
  const deps: Deps = {
    config,
    clock,
    log,
    metrics,
    store,
    bus,
    outbound,
    pressure: createPressureGauge(),
    issuers: createIssuers({ tenants: store.tenants, config }),
    certificates: await openClientCertificates(config, clock),
    dpopNonces: config.callers.requiresDpopNonce ? createDpopNonces(masterKey, clock) : undefined,
    signer: await openSigner(store.signingKeys, clock),
  }
  return { deps, embedded }
}

const openBus = async (
  kafka: Config['kafka'],
  { outbound, clock, log, metrics }: Pick<Deps, 'outbound' | 'clock' | 'log' | 'metrics'>,
): Promise<Bus> =>
  kafka
    ? withPrivateKeys(
        createKafkaBus({
          ...kafka,
          log,
          metrics,
          login: await openKafkaLogin(kafka, { outbound, clock }),
        }),
      )
    : createInProcessBus({ log })

/** The configured database, or the embedded one, which this process then has for itself; migrated. */
async function openDatabaseOf(
  config: Config,
  log: Logger,
  opening: AsyncDisposableStack,
): Promise<{ url: string; embedded: Embedded | undefined }> {
  const embedded = config.databaseUrl === undefined ? await openEmbedded(config, log) : undefined
  opening.defer(() => embedded?.close())
  const url = embedded?.url ?? config.databaseUrl ?? ''
  await migrate(url)
  return { url, embedded }
}

const withPort = (config: Config, port: number): Config => ({
  ...config,
  port,
  issuer: config.isLocal ? localIssuer(port, config.tls !== undefined) : config.issuer,
})

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
  })
