import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { errorText } from './errors.ts'
import type { Logger } from './log.ts'
import { openPostgres, type EmbeddedPostgres } from './postgres/index.ts'
import type { Service } from './run.ts'
import { lockFolder, type FolderLock } from './store/folder-lock.ts'

/** After so long without another fall its alert is over. */
const CALM_MS = 3_600_000
const LONGEST_WAIT_MS = 30_000
/** So often our lock is asked for, in case the server has not yet noticed that the old connection is gone. */
const LOCK_TRIES = 10

/** The hub's own database, for this process alone. */
export type Embedded = {
  url: string
  /** Starts it again where it dies, for as long as that takes. */
  supervise(deps: SupervisorDeps): Service
  close(): Promise<void>
}

type SupervisorDeps = Pick<Deps, 'store' | 'clock' | 'metrics' | 'log'>

/** @throws Error where another hub runs on this folder */
export async function openEmbedded({ dataDir }: Config, log: Logger): Promise<Embedded> {
  const postgres = await openPostgres({ dataDir, log })
  const first = await lockFolder(postgres.url)
  if (!first) throw inUse(dataDir)
  let lock: FolderLock | undefined = first
  const run = async (deps: SupervisorDeps, signal: AbortSignal): Promise<void> => {
    for (let held: FolderLock | undefined = lock; held && !signal.aborted; held = lock) {
      const news = await watch(held, deps, signal)
      if (news.kind === 'calm') await beCalm(deps)
      if (news.kind === 'fell') {
        deps.log.error(
          { reason: news.reason },
          'the embedded database went away: it is started again',
        )
        lock = await bringBack(postgres, deps, signal)
      }
    }
    if (!signal.aborted) throw inUse(dataDir)
  }
  return {
    url: postgres.url,
    supervise: (deps) => ({ name: 'embedded database', run: (signal) => run(deps, signal) }),
    close: async () => {
      await lock?.release()
      await postgres.close()
    },
  }
}

const inUse = (dataDir: string) =>
  new Error(`Another hub is running on ${dataDir}: stop it, or set DATA_DIR to another folder`)

type News = { kind: 'fell'; reason: string } | { kind: 'calm' } | { kind: 'stopped' }

/** The database went away; or has not for a while; or the signal aborts. */
async function watch(
  lock: FolderLock,
  { clock }: SupervisorDeps,
  signal: AbortSignal,
): Promise<News> {
  const over = new AbortController()
  const calm = clock.sleep(CALM_MS, AbortSignal.any([signal, over.signal]))
  const reason = await Promise.race([lock.lost.catch(errorText), calm])
  over.abort()
  if (signal.aborted) return { kind: 'stopped' }
  return typeof reason === 'string' ? { kind: 'fell', reason } : { kind: 'calm' }
}

const beCalm = ({ store, log }: SupervisorDeps): Promise<unknown> =>
  store.alerts.resolve('database-restarted', 'hub').catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'alert not resolved')
  })

/** As long as it takes: a full disk, say, is emptied by people. Undefined where another hub was faster, or the signal aborts. */
async function bringBack(
  postgres: EmbeddedPostgres,
  deps: SupervisorDeps,
  signal: AbortSignal,
): Promise<FolderLock | undefined> {
  const { clock, log, metrics, store } = deps
  for (let waitMs = 500; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      await postgres.restart()
      const lock = await takeAgain(postgres, deps, signal)
      metrics.databaseRestarts.inc()
      await store.alerts.raise(RESTARTED)
      return lock
    } catch (error) {
      log.error({ reason: errorText(error) }, 'the embedded database is not back, trying again')
      await clock.sleep(waitMs, signal)
    }
  }
  return undefined
}

const RESTARTED = {
  kind: 'database-restarted',
  target: 'hub',
  text: 'The embedded database died and was started again: server.log in its folder says why',
} as const

async function takeAgain(
  postgres: EmbeddedPostgres,
  { clock }: SupervisorDeps,
  signal: AbortSignal,
): Promise<FolderLock | undefined> {
  for (let tries = 0; tries < LOCK_TRIES && !signal.aborted; tries++) {
    const lock = await lockFolder(postgres.url)
    if (lock) return lock
    await clock.sleep(1_000, signal)
  }
  return undefined
}
