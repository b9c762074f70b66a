import type { UpkeepEnv } from './upkeep-env.ts'

/** Where a limit may be undefined, there is none. */
export type UpkeepConfig = {
  backlogSeconds: number | undefined
  undeliveredSeconds: number | undefined
  diskAlertBytes: number
  diskStopBytes: number
  ingestRatePerSecond: number | undefined
  signalRetentionDays: number | undefined
  deliveryRetentionDays: number | undefined
  openRevocationSeconds: number
}

const MEGABYTE = 1_048_576

export const toUpkeep = (env: UpkeepEnv): UpkeepConfig => ({
  backlogSeconds: env.BACKPRESSURE_AFTER_SECONDS,
  undeliveredSeconds: env.BACKPRESSURE_UNDELIVERED_AFTER_SECONDS,
  diskAlertBytes: env.DISK_ALERT_MB * MEGABYTE,
  diskStopBytes: env.DISK_STOP_MB * MEGABYTE,
  ingestRatePerSecond: env.INGEST_RATE_PER_SECOND,
  signalRetentionDays: env.SIGNAL_RETENTION_DAYS,
  deliveryRetentionDays: env.DELIVERY_RETENTION_DAYS,
  openRevocationSeconds: env.REVOCATION_OPEN_AFTER_SECONDS,
})
