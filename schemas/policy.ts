import { z } from 'zod'
import { durationUpTo } from './duration.ts'
import { isEventName } from './events/index.ts'
import { EventId, SignalId, TenantId } from './ids.ts'
import { JsonObject } from './json.ts'
import { EventUri } from './set.ts'
import { Certainty } from './signal.ts'
import { Severity } from './incident.ts'
import { PrincipalKind } from './principal.ts'

const name = z.string().min(1).max(128)
const names = z.array(name).min(1).max(500)

export const PolicyId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a policy id is 1 to 63 of a-z 0-9 -')
  .meta({ id: 'PolicyId', examples: ['two-sources-agree'] })

/** A label of subscribers and streams, such as `finance`. */
export const Tag = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a tag is 1 to 63 of a-z 0-9 -')
export const Tags = z.array(Tag).max(50)

/** An event type: the short name of one that the hub knows, or any URI. */
export const EventTypeName = z
  .string()
  .max(1024)
  .refine((text) => isEventName(text) || EventUri.safeParse(text).success, {
    error: 'no event type of this name: give a known one such as session-revoked, or a URI',
  })
  .meta({ id: 'EventTypeName', examples: ['session-revoked'] })

/** A condition in CEL (https://cel.dev) over `signal`, `principal` and `incident`: docs/policies.md. */
export const Condition = z.string().min(1).max(4096).meta({ id: 'Condition' })

const types = z.array(EventTypeName).min(1).max(500)

/** Which signals a policy is about. What is absent matches everything; but a hint only where `certainty` names it. */
export const PolicyWhen = z
  .strictObject({
    types: types.optional(),
    sources: names.optional(),
    notSources: names.optional(),
    vendorTypes: names.optional(),
    notVendorTypes: names.optional(),
    principals: z.array(PrincipalKind).min(1).max(20).optional(),
    certainty: z.array(Certainty).min(1).max(3).optional(),
    tenants: z.array(TenantId).min(1).max(500).optional(),
    condition: Condition.optional(),
  })
  .meta({ id: 'PolicyWhen' })
export type PolicyWhen = z.infer<typeof PolicyWhen>

/** One kind of signal that a history must hold; without types, those of `when`. */
export const HistoryStep = z
  .strictObject({
    types: types.optional(),
    sources: names.optional(),
    vendorTypes: names.optional(),
    condition: Condition.optional(),
  })
  .meta({ id: 'HistoryStep' })
export type HistoryStep = z.infer<typeof HistoryStep>

/** The most signals of one type that a history looks back at. */
export const MAX_HISTORY = 200

/** What else must have happened to the same principal or one related to it, by the time of occurrence. */
export const PolicyHistory = z
  .strictObject({
    within: durationUpTo('7d'),
    /** So many signals, or signals of so many different sources. */
    count: z
      .strictObject({
        atLeast: z.int().min(2).max(MAX_HISTORY),
        of: HistoryStep.optional(),
        distinct: z.enum(['signal', 'source']).default('signal'),
      })
      .optional(),
    /** Each of these, in any order. */
    all: z.array(HistoryStep).min(2).max(10).optional(),
    /** Each of these, one after the other. */
    sequence: z.array(HistoryStep).min(2).max(10).optional(),
    /** CEL over `signals`, the ones that were found, the eldest first. */
    condition: Condition.optional(),
  })
  .refine(
    ({ count, all, sequence }) =>
      [count, all, sequence].filter((one) => one !== undefined).length === 1,
    { error: 'give exactly one of count, all and sequence' },
  )
  .meta({ id: 'PolicyHistory' })
export type PolicyHistory = z.infer<typeof PolicyHistory>

/** One thing to tell: the signal as it is, or another event because of it; `about` its subject, or related principals of a kind. */
export const PolicyEmission = z.union([
  z.strictObject({ emit: z.literal('same') }),
  z.strictObject({
    emit: EventTypeName,
    payload: JsonObject.optional(),
    about: z.strictObject({ related: PrincipalKind }).optional(),
  }),
])
export type PolicyEmission = z.infer<typeof PolicyEmission>

const APPROVAL = durationUpTo('7d')

export const PolicyAction = z
  .union([
    ...PolicyEmission.options,
    /** Opens an incident of at least this severity, or raises the one that is open. */
    z.strictObject({ incident: Severity }),
    /** What this policy emits waits for an operator's yes, this long. */
    z.strictObject({ approval: APPROVAL }),
    /** Tells a notification channel. */
    z.strictObject({ notify: name }),
  ])
  .meta({ id: 'PolicyAction' })
export type PolicyAction = z.infer<typeof PolicyAction>

const shape = {
  name,
  description: z.string().max(4096).optional(),
  when: PolicyWhen,
  history: PolicyHistory.optional(),
  then: z.array(PolicyAction).min(1).max(50),
  /** Streams that have one of these tags, or whose subscriber has; absent = all. */
  to: z.strictObject({ tags: Tags.min(1) }).optional(),
  /** The same event about the same subject goes to a stream once in this time. */
  suppress: durationUpTo('7d').optional(),
  /** More events in this time are held for an operator, who is told. */
  rateLimit: z
    .strictObject({ max: z.int().min(1).max(1_000_000), per: durationUpTo('1d') })
    .optional(),
  reason: z.string().min(1).max(1024),
}

/** A policy as an operator writes it. */
export const PolicyDocument = z.strictObject(shape).meta({ id: 'PolicyDocument' })
export type PolicyDocument = z.infer<typeof PolicyDocument>

/** `shadow`: it decides and says what it would have done, and nothing happens. */
export const PolicyMode = z.enum(['on', 'shadow', 'off']).meta({ id: 'PolicyMode' })
export type PolicyMode = z.infer<typeof PolicyMode>

/** Turns signals into events. */
export const Policy = z
  .object({ id: PolicyId, version: z.int().min(1), mode: PolicyMode, ...shape })
  .meta({ id: 'Policy' })
export type Policy = z.infer<typeof Policy>

/** Which rule of which policy made an event, in words for a person. */
export const BecauseOf = z
  .object({
    policyId: name,
    policyVersion: z.int().min(1),
    rule: z.string().min(1).max(256),
    reason: z.string().max(1024),
    /** The signals that counted, where more than one did. */
    signals: z.array(SignalId).optional(),
  })
  .meta({ id: 'BecauseOf' })
export type BecauseOf = z.infer<typeof BecauseOf>

const by = { policyId: name, policyVersion: z.int().min(1) }

/** What the router decided about one signal under one policy. `shadow`: what it would have done. */
export const Decision = z
  .discriminatedUnion('decision', [
    z.object({
      decision: z.literal('emit'),
      eventId: EventId,
      type: EventUri,
      becauseOf: BecauseOf,
      /** It waits: for an approval, for the stop switch, or behind a rate limit. */
      heldFor: z.string().max(256).optional(),
    }),
    z.object({
      decision: z.literal('shadow'),
      ...by,
      type: EventUri,
      because: z.string().max(1024),
    }),
    z.object({ decision: z.literal('skip'), ...by, because: z.string().max(1024) }),
    /** It could not be evaluated, which counts as "does not apply". */
    z.object({ decision: z.literal('error'), ...by, because: z.string().max(1024) }),
    z.object({ decision: z.literal('incident'), ...by, severity: Severity }),
    z.object({ decision: z.literal('notify'), ...by, channel: name }),
  ])
  .meta({ id: 'Decision' })
export type Decision = z.infer<typeof Decision>
