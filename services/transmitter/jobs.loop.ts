import { randomUUID } from 'node:crypto'
import { atMost } from '../kernel/clock.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { isOutage } from '../kernel/store/database.ts'
import type { Engine } from './engine/engine.loop.ts'
import type { Waiters } from './waiters.ts'

const LOOK_EVERY_MS = 1_000
/** Jobs of this process at once. */
const MAX_JOBS = 8
/** While there is nothing to do yet, and after an outage. */
const WAIT_MS = 5_000
/** A part of a job that fails so often in a row is not tried again. */
const MAX_FAILURES = 5
const RELEASE_MS = 800

export type JobsDeps = Pick<Deps, 'store' | 'clock' | 'log'> & {
  engine: Pick<Engine, 'wake'>
  waiters: Pick<Waiters, 'wake'>
}

/** Works on jobs (schemas/job.ts) until the signal aborts: any process may, each job is one process's. */
export async function runJobs(deps: JobsDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, log } = deps
  const owner = randomUUID()
  const underWay = new Map<string, Promise<void>>()
  while (!signal.aborted) {
    try {
      for (const id of await store.jobs.claim(owner, MAX_JOBS - underWay.size))
        underWay.set(
          id,
          workOn(id, owner, deps, signal).finally(() => underWay.delete(id)),
        )
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'jobs not looked for, next round follows')
    }
    await clock.sleep(LOOK_EVERY_MS, signal)
  }
  await Promise.all(underWay.values())
  await atMost(clock, RELEASE_MS, store.jobs.release(owner)).catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'jobs not released, others take them in a minute')
  })
}

/** Part by part, until it ends or somebody stops it. Never rejects. */
async function workOn(
  id: string,
  owner: string,
  deps: JobsDeps,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = deps
  let failures = 0
  while (!signal.aborted) {
    try {
      const waitMs = await doPart(id, owner, deps)
      if (waitMs === undefined) return
      failures = 0
      await clock.sleep(waitMs, signal)
    } catch (error) {
      failures += isOutage(error) ? 0 : 1
      if (failures >= MAX_FAILURES && (await giveUp(id, errorText(error), deps))) return
      deps.log.warn({ jobId: id, reason: errorText(error) }, 'part of a job failed, trying again')
      await clock.sleep(WAIT_MS, signal)
    }
  }
}

/** Milliseconds until the next part is due; undefined where there is none. */
async function doPart(id: string, owner: string, deps: JobsDeps): Promise<number | undefined> {
  const { store, log, engine, waiters } = deps
  const startedAt = performance.now()
  const part = await store.jobs.step(id, owner)
  if (part.kind === 'not-ours') return undefined
  const { streamIds, done, state, ratePerSecond, isWaiting = false } = part
  if (streamIds.length > 0) {
    engine.wake(streamIds)
    waiters.wake(streamIds)
  }
  if (state !== 'counting' && state !== 'running') {
    log.info({ jobId: id, state }, 'job at rest')
    return undefined
  }
  if (isWaiting) return WAIT_MS
  if (state === 'counting') return 0
  return Math.max(0, (done / ratePerSecond) * 1_000 - (performance.now() - startedAt))
}

/** True where that is on record. */
async function giveUp(id: string, failure: string, { store, log }: JobsDeps): Promise<boolean> {
  try {
    await store.jobs.fail(id, failure)
    await store.alerts.raise({ kind: 'job-failed', target: `job:${id}`, text: failure })
    log.error({ jobId: id, reason: failure }, 'job failed')
    return true
  } catch {
    return false // the database is away now: the job is tried again
  }
}
