import { z } from 'zod'
import { SignalId, StreamId, SubscriberId, TenantId } from './ids.ts'
import { Severity } from './incident.ts'
import { Job } from './job.ts'
import { pageOf, PageQuery } from './page.ts'
import { PolicyDocument, PolicyId } from './policy.ts'
import { PrincipalKind } from './principal.ts'
import { EventUri } from './set.ts'
import { LooseSubject } from './subject.ts'

const DAY_MS = 86_400_000
/** The longest stretch of time that one backtest looks at. */
const MOST_DAYS = 400

/** No version can be newer: the database counts in 32 bits. */
const NEWEST = 2_147_483_647

/**
 * A policy, and the time in which it is tried: the stored one in the version that counts or in a named one, or a draft that
 * nobody has stored. Without `from` the seven days before `to`; without `to` until now.
 */
export const BacktestRequest = z
  .strictObject({
    policyId: PolicyId,
    version: z.int().min(1).max(NEWEST).optional(),
    policy: PolicyDocument.optional(),
    from: z.coerce.date().optional(),
    to: z.coerce.date().optional(),
    /** Signals a second that are looked at: not so many that the flow of events would wait for it. */
    ratePerSecond: z.int().min(1).max(100_000).default(5_000),
  })
  .refine(({ version, policy }) => version === undefined || policy === undefined, {
    error: 'give a version or a policy, not both',
  })
  .meta({ id: 'BacktestRequest' })
export type BacktestRequest = z.infer<typeof BacktestRequest>

/** What a backtest's job is to do. `version` is 0 for a draft. */
export const BacktestJob = z
  .object({
    policyId: PolicyId,
    version: z.int().min(0),
    policy: PolicyDocument,
    from: z.coerce.date(),
    to: z.coerce.date(),
  })
  .refine(({ from, to }) => from < to, { path: ['from'], error: 'from must be before to' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= MOST_DAYS * DAY_MS, {
    path: ['from'],
    error: `at most ${String(MOST_DAYS)} days`,
  })
export type BacktestJob = z.infer<typeof BacktestJob>

const count = z.int().min(0)

/** Why the policy passed signals by, how many, and one of them. */
const Skipped = z.object({ because: z.string(), signals: count, signalId: SignalId })

/** A stretch of time: what came in it, and what the policy would have done. */
export const BacktestBucket = z.object({
  at: z.coerce.date(),
  signals: count,
  matched: count,
  events: count,
  sets: count,
})

/** What would have happened, as far as it is counted. */
export const BacktestResult = z
  .object({
    /** `about`: of an event type that the policy looks at. `matched`: it would have done something. `failed`: it could not be evaluated. */
    signals: z.object({ seen: count, about: count, matched: count, failed: count }),
    /** Those that the policy passed by, by reason; the most frequent first. What is more than 50 is one. */
    skipped: z.array(Skipped),
    /** Different ones that events would have been about, by what they are. */
    principals: z.object({ total: count, byKind: z.partialRecord(PrincipalKind, count) }),
    /** By event type. `sets`: events times the streams that would have been told. */
    events: z.object({
      total: count,
      byType: z.record(EventUri, z.object({ events: count, sets: count })),
      /** Policies in force make the same event anyway. */
      alsoByOthers: count,
      /** They would have waited for an operator's yes; they are counted as if it had come. */
      needingApproval: count,
      /** They were above the policy's rate limit: they would have been held, and are not counted below. */
      aboveRate: count,
      /** No stream wants them. */
      reachingNobody: count,
    }),
    /** Different streams, and SETs. `suppressed`: not told once more. */
    streams: count,
    sets: z.object({ told: count, suppressed: count }),
    incidents: z.partialRecord(Severity, count),
    notices: z.record(z.string(), count),
    buckets: z.object({ unit: z.enum(['hour', 'day']), items: z.array(BacktestBucket) }),
  })
  .meta({ id: 'BacktestResult' })
export type BacktestResult = z.infer<typeof BacktestResult>

/** `summary` says it in one sentence, as far as it is counted; `result` is there from the first part on. */
export const Backtest = z
  .object({
    id: z.uuid(),
    job: Job,
    policyId: PolicyId,
    /** Absent for a draft. */
    version: z.int().min(1).optional(),
    policy: PolicyDocument,
    from: z.date(),
    to: z.date(),
    summary: z.string().optional(),
    result: BacktestResult.optional(),
  })
  .meta({ id: 'Backtest' })
export type Backtest = z.infer<typeof Backtest>

export const BacktestPage = pageOf(Backtest).meta({ id: 'BacktestPage' })
export const BacktestPath = z.object({ id: z.uuid() })
export const BacktestQuery = PageQuery.extend({
  policyId: PolicyId.optional(),
  after: z.uuid().optional(),
})

/** One event that would have been made. `rule` and `reason` are what its SETs would have given as the reason. */
export const ForeseenEvent = z
  .object({
    type: EventUri,
    rule: z.string(),
    reason: z.string(),
    /** How many streams would have been told, and how many not once more. */
    told: count,
    suppressed: count,
    alsoByOthers: z.boolean(),
    heldFor: z.enum(['approval', 'rate']).optional(),
    /** The signals that counted, where more than one did. */
    signals: z.array(SignalId).optional(),
  })
  .meta({ id: 'ForeseenEvent' })
export type ForeseenEvent = z.infer<typeof ForeseenEvent>

/** A signal that the policy would have acted on. What is kept no more of the signal is absent. */
export const BacktestExample = z
  .object({
    nr: z.int().min(1),
    signalId: SignalId,
    receivedAt: z.date(),
    type: EventUri.optional(),
    sourceId: z.string().optional(),
    tenantId: TenantId.optional(),
    subject: LooseSubject.optional(),
    principalId: z.uuid().optional(),
    events: z.array(ForeseenEvent),
    /** Incidents that it would have raised to that, and channels that it would have told. */
    incidents: z.array(Severity),
    notices: z.array(z.string()),
  })
  .meta({ id: 'BacktestExample' })
export type BacktestExample = z.infer<typeof BacktestExample>

export const BacktestExamplePage = pageOf(BacktestExample).meta({ id: 'BacktestExamplePage' })
export const BacktestExampleQuery = PageQuery.extend({
  after: z.coerce.number().int().min(1).max(NEWEST).optional(),
})

/** A stream that would have been told, and how often; one that is gone meanwhile has no name. */
export const BacktestStream = z
  .object({
    streamId: StreamId,
    subscriberId: SubscriberId.optional(),
    subscriberName: z.string().optional(),
    told: count,
    suppressed: count,
  })
  .meta({ id: 'BacktestStream' })
export type BacktestStream = z.infer<typeof BacktestStream>

/** By id. */
export const BacktestStreamPage = pageOf(BacktestStream).meta({ id: 'BacktestStreamPage' })
export const BacktestStreamQuery = PageQuery
