import { z } from 'zod'
import { EventId } from './ids.ts'
import { JsonObject } from './json.ts'
import { EventUri } from './set.ts'

const name = z.string().min(1).max(128)

/** One thing to tell: the signal as it is, or another event because of it. */
export const PolicyEmission = z.union([
  z.strictObject({ emit: z.literal('same') }),
  z.strictObject({ emit: EventUri, payload: JsonObject.optional() }),
])
export type PolicyEmission = z.infer<typeof PolicyEmission>

/** Turns signals into events. Absent conditions match everything. */
export const Policy = z
  .object({
    id: name,
    version: z.int().min(1),
    name,
    enabled: z.boolean(),
    when: z.object({
      types: z.array(EventUri).max(500).optional(),
      sources: z.array(name).max(500).optional(),
      notVendorTypes: z.array(name).max(500).optional(),
    }),
    then: z.array(PolicyEmission).min(1).max(50),
    reason: z.string().min(1).max(1024),
  })
  .meta({ id: 'Policy' })
export type Policy = z.infer<typeof Policy>

/** Which rule of which policy made an event, in words for a person. */
export const BecauseOf = z
  .object({
    policyId: name,
    policyVersion: z.int().min(1),
    rule: z.string().min(1).max(256),
    reason: z.string().max(1024),
  })
  .meta({ id: 'BecauseOf' })
export type BecauseOf = z.infer<typeof BecauseOf>

/** What the router decided about one signal under one policy. */
export const Decision = z
  .discriminatedUnion('decision', [
    z.object({
      decision: z.literal('emit'),
      eventId: EventId,
      type: EventUri,
      becauseOf: BecauseOf,
    }),
    z.object({
      decision: z.literal('skip'),
      policyId: name,
      policyVersion: z.int().min(1),
      because: z.string().max(1024),
    }),
  ])
  .meta({ id: 'Decision' })
export type Decision = z.infer<typeof Decision>
