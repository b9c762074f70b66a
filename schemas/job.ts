import { z } from 'zod'
import { DeadLetterFilter } from './dead-letter.ts'
import { StreamId, SubscriberId, TenantId } from './ids.ts'
import { JsonObject } from './json.ts'
import { pageOf, PageQuery } from './page.ts'
import { EventUri } from './set.ts'
import { Txn } from './signal.ts'
import { LooseSubject } from './subject.ts'

export const JobKind = z.enum(['redrive', 'replay', 'backtest', 'expunge']).meta({ id: 'JobKind' })
export type JobKind = z.infer<typeof JobKind>

/** `ready`: counted, and waits to be started. */
export const JobState = z
  .enum(['counting', 'ready', 'running', 'paused', 'done', 'cancelled', 'failed'])
  .meta({ id: 'JobState' })
export type JobState = z.infer<typeof JobState>

/** Work in the background: it outlives restarts, and goes on where it was. */
export const Job = z
  .object({
    id: z.uuid(),
    kind: JobKind,
    state: JobState,
    /** What was asked for. */
    request: JsonObject,
    /** How many there are, as far as they are counted. */
    total: z.int().min(0),
    done: z.int().min(0),
    /** Those that could not be done, or need not be. */
    skipped: z.int().min(0),
    /** Both in detail, by what they are. */
    tally: z.record(z.string(), z.int()),
    ratePerSecond: z.int().min(1),
    createdBy: z.string(),
    createdAt: z.date(),
    startedAt: z.date().optional(),
    finishedAt: z.date().optional(),
    failure: z.string().optional(),
  })
  .meta({ id: 'Job' })
export type Job = z.infer<typeof Job>

export const JobPage = pageOf(Job).meta({ id: 'JobPage' })
export const JobPath = z.object({ id: z.uuid() })

export const JobQuery = PageQuery.extend({
  kind: JobKind.optional(),
  state: JobState.optional(),
  after: z.uuid().optional(),
})
export type JobQuery = z.infer<typeof JobQuery>

export const ChangeJobRequest = z
  .strictObject({
    action: z.enum(['start', 'pause', 'resume', 'cancel']).optional(),
    ratePerSecond: z.int().min(1).max(100_000).optional(),
  })
  .refine(({ action, ratePerSecond }) => action !== undefined || ratePerSecond !== undefined, {
    error: 'give action or ratePerSecond',
  })
  .meta({ id: 'ChangeJobRequest' })
export type ChangeJobRequest = z.infer<typeof ChangeJobRequest>

/** How fast, and whether it waits for somebody who has seen how many there are. */
const pace = (startsAtOnce: boolean) => ({
  ratePerSecond: z.int().min(1).max(100_000).default(200),
  startsAtOnce: z.boolean().default(startsAtOnce),
})

/** Dead letters by what they have in common. */
export const RedriveJobRequest = z
  .strictObject({ filter: DeadLetterFilter.default({}), ...pace(true) })
  .meta({ id: 'RedriveJobRequest' })
export type RedriveJobRequest = z.infer<typeof RedriveJobRequest>

/** What a stream is told once more; everything that is named must fit. */
export const ReplayFilter = z
  .strictObject({
    tenantId: TenantId.optional(),
    subscriberId: SubscriberId.optional(),
    streamId: StreamId.optional(),
    /** When it was owed: from then on, and before then. */
    from: z.coerce.date(),
    to: z.coerce.date().optional(),
    types: z.array(EventUri).min(1).max(100).optional(),
    txn: Txn.optional(),
    subject: LooseSubject.optional(),
    /** `missed`: what was owed and never acknowledged, nor is on its way. `all`: also what was. */
    select: z.enum(['missed', 'all']).default('missed'),
    /** Also what was never owed, because the stream did not exist, did not ask for it or was disabled, and fits what it is now. */
    backfill: z.boolean().default(false),
  })
  .meta({ id: 'ReplayFilter' })
export type ReplayFilter = z.infer<typeof ReplayFilter>

export const ReplayRequest = z
  .strictObject({ filter: ReplayFilter, ...pace(false) })
  .meta({ id: 'ReplayRequest' })
export type ReplayRequest = z.infer<typeof ReplayRequest>
