import { z } from 'zod'

const count = (most: number) => z.coerce.number().int().min(0).max(most)

/** 0 = never. */
export const neverAtZero = (given: number): number | undefined => (given === 0 ? undefined : given)

/** What keeps the hub from drowning. */
export const UPKEEP_ENV = {
  BACKPRESSURE_AFTER_SECONDS: count(86_400)
    .default(300)
    .transform(neverAtZero)
    .describe('Signals are refused (503) while one has waited so long to be decided on; 0 = never'),
  BACKPRESSURE_UNDELIVERED_AFTER_SECONDS: count(604_800)
    .default(3_600)
    .transform(neverAtZero)
    .describe('And while SETs wait so long on most of the streams that do not fail; 0 = never'),
  DISK_ALERT_MB: count(1_000_000_000)
    .default(2_048)
    .describe('Less than this free on the disk of the embedded database is an alert'),
  DISK_STOP_MB: count(1_000_000_000)
    .default(512)
    .describe('With less than this free, signals are refused (503)'),
  SIGNAL_RETENTION_DAYS: count(36_500)
    .default(90)
    .transform(neverAtZero)
    .describe('How long signals, events and what was decided are kept; 0 = for ever'),
  DELIVERY_RETENTION_DAYS: count(36_500)
    .default(90)
    .transform(neverAtZero)
    .describe(
      'How long deliveries, attempts and dead letters are kept, a dead letter no longer than its event; 0 = for ever',
    ),
  REVOCATION_OPEN_AFTER_SECONDS: count(86_400)
    .min(1)
    .default(300)
    .describe(
      'An operator’s revocation that some app has not acknowledged after so long is an alert',
    ),
  INGEST_RATE_PER_SECOND: count(1_000_000)
    .min(1)
    .optional()
    .describe('Requests a second of a source that has no rate of its own; without it, no limit'),
}

export type UpkeepEnv = z.infer<z.ZodObject<typeof UPKEEP_ENV>>
