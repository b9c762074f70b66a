import type { Logger } from '../../kernel/log.ts'
import type { DriveChanges } from '../../kernel/store/upstream-drives.ts'
import type { Store } from '../../kernel/store/index.ts'
import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import { errorText } from '../../kernel/errors.ts'
import { healthOf, type Health } from '../../kernel/upstream/health.ts'
import { readStream } from '../../kernel/upstream/stream.ts'
import type { Bell } from '../../kernel/bell.ts'
import { alertsOf, type Alarm } from './alarm.ts'
import type { Link } from './link.ts'
import { nextStep, type Facts, type Step } from './next-step.ts'
import type { Polling } from './polling.ts'
import type { StepDeps, StepResult } from './step.ts'
import { takeStep } from './steps.ts'
import { fail, type Memory } from './trouble.ts'
import type { Turns } from './turns.ts'

export type DriverDeps = StepDeps & {
  store: StepDeps['store'] & Pick<Store, 'upstreamDrives'>
  log: Logger
  random: () => number
  owner: string
  turns: Turns
  linkOf: (record: UpstreamRecord) => Promise<Link | undefined>
  polling: Polling
  memory: Memory
  alarm: Alarm
  /** Told how the stream is, each time it is looked at. */
  onHealth: (health: Health['health']) => void
}

/** The database is away, or something is wrong with us: until then nothing is done. */
const STUMBLE_MS = 2_000
/** Nothing is due for longer than this that nobody rings for: then it is looked at all the same. */
const LOOK_MS = 60_000

/**
 * Drives one source's stream at its transmitter until the signal aborts, or nothing is left to drive: looks what is due,
 * does it, writes down what came of it. What was not written down is found again, so it may be killed at any moment.
 */
export async function driveUpstream(sourceId: string, deps: DriverDeps, bell: Bell): Promise<void> {
  const { signal } = deps
  let before: Health['health'] | undefined
  try {
    while (!signal.aborted) {
      const next = await round(sourceId, deps).catch((error: unknown) => {
        deps.log.warn({ sourceId, reason: errorText(error) }, 'upstream not looked at')
        return { waitMs: STUMBLE_MS, health: before }
      })
      if (next === undefined) return
      if (next.health !== before) reportHealth(sourceId, next, deps)
      before = next.health
      if (next.waitMs > 0) await bell.wait(Math.min(next.waitMs, LOOK_MS), signal)
    }
  } finally {
    await deps.polling.stop()
  }
}

type Next = { waitMs: number; health: Health['health'] | undefined; problem?: string }

/** Undefined where nothing is left to drive, or somebody else does. */
async function round(sourceId: string, deps: DriverDeps): Promise<Next | undefined> {
  const record = await deps.store.upstreamDrives.load(sourceId, deps.owner)
  if (!record) return undefined
  const link = await deps.linkOf(record)
  await deps.polling.follow(record, link)
  const now = deps.clock.now()
  const health = healthOf(record, now)
  deps.onHealth(health.health)
  await deps.alarm.settle(alertsOf(health, record.drive.trouble), record.tenantId)
  const plan = nextStep(record, await factsOf(record, { link, deps, now }))
  if (plan.kind === 'wait')
    return { ...health, waitMs: plan.until ? plan.until.getTime() - now.getTime() : LOOK_MS }
  // What began is finished, also at shutdown: a request given up half-way would leave the transmitter knowing more than us.
  const isOver = await deps.turns(record.issuer, async () =>
    deps.signal.aborted ? false : take(plan.step, { record, link }, deps),
  )
  return isOver ? undefined : { ...health, waitMs: 0 }
}

async function factsOf(
  record: UpstreamRecord,
  { link, deps, now }: { link: Link | undefined; deps: DriverDeps; now: Date },
): Promise<Facts> {
  const stream = record.drive.stream && readStream(record.drive.stream.document, record.issuer)
  const configuration = stream?.ok === true ? stream.stream : undefined
  const pending = await deps.store.upstreamSubjects.pending(record.sourceId, 1)
  const run = await deps.store.conformanceRuns.unfinished(record.sourceId)
  return {
    now,
    metadata: link?.metadata,
    minVerificationInterval: configuration?.minVerificationIntervalSeconds ?? 0,
    inactivityTimeout: configuration?.inactivityTimeoutSeconds,
    hasSubjects: pending.length > 0,
    hasRun: run !== undefined,
    ...deps.memory,
  }
}

/** True where nothing is left to drive. */
async function take(
  step: Step,
  { record, link }: { record: UpstreamRecord; link: Link | undefined },
  deps: DriverDeps,
): Promise<boolean> {
  const { sourceId } = record
  const result = await takeStep(step, { record, link, deps })
  if (result.ok && result.isOver) {
    await deps.store.upstreams.forget(sourceId)
    await deps.alarm.settle({}, record.tenantId)
    deps.log.info({ sourceId }, 'upstream removed')
    return true
  }
  const changes: DriveChanges = {
    ...(result.changes ?? {}),
    trouble: note(step, result, sourceId, deps),
  }
  const expiresAt = link?.session.tokenExpiresAt()
  await deps.store.upstreamDrives.save(sourceId, deps.owner, {
    ...changes,
    ...(expiresAt && { tokenExpiresAt: expiresAt }),
  })
  return false
}

function note(step: Step, result: StepResult, sourceId: string, deps: DriverDeps) {
  const { memory, log, clock, random } = deps
  const { troubles } = memory
  if (step === 'read-stream' && result.ok) memory.isDoubted = false
  if (result.ok) {
    if (result.lost !== undefined)
      log.error(
        { sourceId, streamId: result.lost },
        'stream is gone at its transmitter: it is made anew',
      )
    if (troubles.delete(step)) log.info({ sourceId, step }, 'upstream step works again')
    else log.debug({ sourceId, step }, 'upstream step done')
  } else {
    const { reason, retryAfterSeconds } = result
    const { failures, nextAttemptAt } = fail(
      troubles,
      { step, reason, retryAfterSeconds },
      clock.now(),
      random(),
    )
    log.warn({ sourceId, step, failures, nextAttemptAt, reason }, 'upstream step failed')
  }
  return [...troubles.values()]
}

/** Once when it changes. */
function reportHealth(sourceId: string, { health, problem }: Next, { log }: DriverDeps): void {
  const fields = { sourceId, health, ...(problem === undefined ? {} : { problem }) }
  if (problem === undefined) log.info(fields, 'upstream health')
  else log.warn(fields, 'upstream health')
}
