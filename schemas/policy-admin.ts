import { z } from 'zod'
import { HubEvent } from './event.ts'
import { pageOf, PageQuery } from './page.ts'
import { Decision, EventTypeName, Policy, PolicyDocument, PolicyId, PolicyMode } from './policy.ts'
import { Signal } from './signal.ts'

/** No version can be newer: the database counts in 32 bits. */
const NEWEST = 2_147_483_647

/** A policy as operators see it. */
export const PolicyRecord = Policy.extend({
  updatedAt: z.date(),
  updatedBy: z.string(),
  /** Signals on which it could not be evaluated since it was last changed; it did not apply to them. */
  trouble: z.object({ errors: z.int().min(1), last: z.string(), lastAt: z.date() }).optional(),
}).meta({ id: 'PolicyRecord' })
export type PolicyRecord = z.infer<typeof PolicyRecord>

export const PolicyPage = pageOf(PolicyRecord).meta({ id: 'PolicyPage' })
export const PolicyPath = z.object({ id: PolicyId })

export const CreatePolicyRequest = z
  .strictObject({
    id: PolicyId,
    /** A policy is best looked at in shadow first. */
    mode: PolicyMode.default('shadow'),
    policy: PolicyDocument,
  })
  .meta({ id: 'CreatePolicyRequest' })

/** `expectedVersion`: the one that was read; where another one counts by now, nothing changes (409). */
export const UpdatePolicyRequest = z
  .strictObject({ expectedVersion: z.int().min(1).max(NEWEST), policy: PolicyDocument })
  .meta({ id: 'UpdatePolicyRequest' })

export const PolicyModeRequest = z
  .strictObject({ mode: PolicyMode, expectedVersion: z.int().min(1).max(NEWEST).optional() })
  .meta({ id: 'PolicyModeRequest' })

export const PolicyVersion = z
  .object({ version: z.int().min(1), document: PolicyDocument, at: z.date(), by: z.string() })
  .meta({ id: 'PolicyVersion' })
export type PolicyVersion = z.infer<typeof PolicyVersion>

export const PolicyVersionPage = pageOf(PolicyVersion).meta({ id: 'PolicyVersionPage' })
export const PolicyVersionQuery = PageQuery.extend({
  after: z.coerce.number().int().min(1).max(NEWEST).optional(),
})
export const PolicyVersionPath = PolicyPath.extend({
  version: z.coerce.number().int().min(1).max(NEWEST),
})

export const PolicyDiffQuery = z.object({
  from: z.coerce.number().int().min(1).max(NEWEST),
  to: z.coerce.number().int().min(1).max(NEWEST),
})

/** One member that differs between two versions; absent where a version does not have it. */
export const PolicyDifference = z
  .object({ path: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })
  .meta({ id: 'PolicyDifference' })
export type PolicyDifference = z.infer<typeof PolicyDifference>

export const PolicyDiff = z
  .object({ from: z.int(), to: z.int(), differences: z.array(PolicyDifference) })
  .meta({ id: 'PolicyDiff' })

/** What is wrong with a policy: the member, of a condition the line and column in it, and the reason. */
export const PolicyFaults = z
  .object({
    faults: z.array(
      z.object({
        path: z.string(),
        line: z.int().optional(),
        column: z.int().optional(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'PolicyFaults' })

/** A signal as somebody pastes it: what is missing is filled in. */
export const PastedSignal = Signal.omit({ id: true, dedupeKey: true, receivedAt: true })
  .partial({ sourceId: true, payload: true, txn: true, tenantId: true, certainty: true })
  .extend({ type: EventTypeName, occurredAt: z.iso.datetime({ offset: true }).optional() })
  .strict()
  .meta({ id: 'PastedSignal' })
export type PastedSignal = z.infer<typeof PastedSignal>

/** Signals in the order in which they came; without `policies` those in force decide. */
export const PolicyTestRequest = z
  .strictObject({
    signals: z.array(PastedSignal).min(1).max(100),
    policies: z
      .array(z.strictObject({ id: PolicyId, policy: PolicyDocument }))
      .max(50)
      .optional(),
  })
  .meta({ id: 'PolicyTestRequest' })
export type PolicyTestRequest = z.infer<typeof PolicyTestRequest>

/** What would have been decided on each signal; nothing was stored or sent. */
export const PolicyTestResult = z
  .object({
    results: z.array(
      z.object({ signal: Signal, decisions: z.array(Decision), events: z.array(HubEvent) }),
    ),
  })
  .meta({ id: 'PolicyTestResult' })
