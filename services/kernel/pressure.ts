/** How the hub keeps up: ages of the oldest that waits, and what is left of the disk. */
export type Reading = {
  /** The oldest signal that no router has decided on. */
  unroutedSeconds: number
  /** The oldest event that no transmitter has matched to streams. */
  unfannedSeconds: number
  /** Enabled push streams that do not fail, and those of them whose oldest SET is older than is allowed. */
  streams: { well: number; late: number }
  /** Undefined where the database is elsewhere. */
  diskFreeBytes: number | undefined
}

export type PressureLimits = {
  /** undefined = never */
  backlogSeconds: number | undefined
  diskStopBytes: number
}

/** Why nothing more is taken in for now. */
export type Pressure = { kind: 'backlog' | 'disk'; reason: string; retryAfterSeconds: number }

/** A backlog is worked off within minutes or not at all; senders that come back spread themselves. */
const RETRY_BACKLOG_SECONDS = 30
/** A disk is emptied by people. */
const RETRY_DISK_SECONDS = 120

/** Pure. One stream that is slow says nothing of the hub: it is late where most of those that are well are. */
export function pressureOf(reading: Reading, limits: PressureLimits): Pressure | undefined {
  const { diskFreeBytes, unroutedSeconds, unfannedSeconds, streams } = reading
  if (diskFreeBytes !== undefined && diskFreeBytes < limits.diskStopBytes)
    return {
      kind: 'disk',
      reason: `The disk has ${megabytes(diskFreeBytes)} left`,
      retryAfterSeconds: RETRY_DISK_SECONDS,
    }
  const limit = limits.backlogSeconds ?? Infinity
  const seconds = Math.max(unroutedSeconds, unfannedSeconds)
  if (seconds > limit)
    return backlog(`Signals have waited for ${String(Math.round(seconds))} s to be decided on`)
  if (streams.late * 2 > streams.well)
    return backlog(
      `SETs wait too long on ${String(streams.late)} of ${String(streams.well)} streams`,
    )
  return undefined
}

const backlog = (reason: string): Pressure => ({
  kind: 'backlog',
  reason,
  retryAfterSeconds: RETRY_BACKLOG_SECONDS,
})

export const megabytes = (bytes: number): string => `${String(Math.floor(bytes / 1_048_576))} MB`

/** What was seen last, for those who must not ask the database each time. */
export type PressureGauge = {
  /** Why nothing more is to be taken in now; undefined while the hub keeps up. */
  now(): Pressure | undefined
  set(pressure: Pressure | undefined): void
}

export function createPressureGauge(): PressureGauge {
  let current: Pressure | undefined
  return {
    now: () => current,
    set: (pressure) => {
      current = pressure
    },
  }
}
