import { statfs } from 'node:fs/promises'
import type { AlertKind } from '../../schemas/alert.ts'
import type { Deps } from './deps.ts'
import { errorText } from './errors.ts'
import { megabytes, pressureOf, type Pressure, type Reading } from './pressure.ts'
import type { Service } from './run.ts'

const EVERY_MS = 5_000

type PressureDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config' | 'metrics' | 'pressure'>

/** Looks every few seconds whether the hub keeps up, so that no request has to ask; what it finds are alerts too. */
export const watchPressure = (deps: PressureDeps): Service => ({
  name: 'pressure',
  run: async (signal) => {
    const tell = createTeller(deps)
    while (!signal.aborted) {
      try {
        await tell(await look(deps))
      } catch (error) {
        deps.log.warn({ reason: errorText(error) }, 'pressure not measured')
      }
      await deps.clock.sleep(EVERY_MS, signal)
    }
  },
})

/** What is so now; the disk is known without the database, which a full one brings down. */
export async function look(deps: PressureDeps): Promise<Reading> {
  const { store, config, metrics, pressure } = deps
  const diskFreeBytes = await freeBytes(config)
  const { diskStopBytes, backlogSeconds, undeliveredSeconds } = config.upkeep
  const limits = { diskStopBytes, backlogSeconds }
  pressure.set(pressureOf({ ...CALM, diskFreeBytes }, limits) ?? pressure.now())
  const reading = { ...(await store.backlog.look(undeliveredSeconds)), diskFreeBytes }
  pressure.set(pressureOf(reading, limits))
  metrics.backlogAge.set({ stage: 'unrouted' }, reading.unroutedSeconds)
  metrics.backlogAge.set({ stage: 'unfanned' }, reading.unfannedSeconds)
  metrics.lateStreams.set(reading.streams.late)
  metrics.ingestRefusing.set(pressure.now() ? 1 : 0)
  if (diskFreeBytes !== undefined) metrics.diskFree.set(diskFreeBytes)
  return reading
}

const CALM = { unroutedSeconds: 0, unfannedSeconds: 0, streams: { well: 0, late: 0 } }

/** Of the folder of the embedded database. */
async function freeBytes({ databaseUrl, dataDir }: Deps['config']): Promise<number | undefined> {
  if (databaseUrl !== undefined) return undefined
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize
}

type Cause = { target: string; text: string }

/** Alerts, and a line when ingest begins or ceases to refuse. */
function createTeller({ store, config, log, pressure }: PressureDeps) {
  let before: Pressure | undefined
  // Those of a life before this one, perhaps.
  const told = new Set<AlertKind>(['disk-low', 'backlog-old'])
  async function settle(kind: AlertKind, cause: Cause | undefined): Promise<void> {
    if (!cause && !told.has(kind)) return
    await store.alerts.settle(kind, cause ? [cause] : [])
    if (cause) told.add(kind)
    else told.delete(kind)
  }
  return async ({ diskFreeBytes: free }: Reading): Promise<void> => {
    const now = pressure.now()
    if (now?.kind !== before?.kind)
      log.warn({ pressure: now ?? 'none' }, now ? 'ingest refuses' : 'ingest takes signals again')
    before = now
    await settle('disk-low', lowDisk(free, config))
    await settle(
      'backlog-old',
      now?.kind === 'backlog' ? { target: 'hub', text: now.reason } : undefined,
    )
  }
}

const lowDisk = (
  free: number | undefined,
  { dataDir, upkeep }: Deps['config'],
): Cause | undefined =>
  free === undefined || free >= upkeep.diskAlertBytes
    ? undefined
    : {
        target: 'hub',
        text: `The disk of ${dataDir} has ${megabytes(free)} left; below ${megabytes(upkeep.diskStopBytes)} no signals are taken in`,
      }
