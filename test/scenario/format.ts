import { z } from 'zod'
import { secondsOf } from '../../schemas/duration.ts'
import { EventTypeName, PolicyDocument, PolicyId, PolicyMode, Tags } from '../../schemas/policy.ts'
import { IncidentState, Severity } from '../../schemas/incident.ts'
import { Subject } from '../../schemas/subject.ts'
import { StepOf } from './step-of.ts'

// The words of a scenario file: docs/scenarios.md. Strict, so that a misspelt expectation is an error and not a pass.

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a name is 1 to 63 of a-z 0-9 -')

/** When something happened, from the scenario's start: -10m, +5s or now. */
const At = z.union([
  z.literal('now'),
  z.string().regex(/^[-+][1-9]\d{0,6}[smhd]$/, 'a time is now, or such as -10m and +5s'),
])

/** Seconds from the scenario's start. */
export const offsetOf = (at: z.infer<typeof At> = 'now'): number =>
  at === 'now' ? 0 : secondsOf(at.slice(1)) * (at.startsWith('-') ? -1 : 1)

/** An e-mail address, a phone number, or a subject as RFC 9493 and SSF 1.0 §3 write it. */
export const About = z.union(
  [
    z
      .string()
      .regex(/^\S+@\S+$/)
      .transform((email) => ({ format: 'email', email })),
    z
      .string()
      .regex(/^\+\d+$/)
      .transform((phone_number) => ({ format: 'phone_number', phone_number })),
    Subject,
  ],
  { error: 'whom it is about: an e-mail address, a phone number in quotes, or {format: …}' },
)

const Payload = z.record(z.string(), z.unknown())

const signal = z.strictObject({
  from: slug,
  type: EventTypeName,
  about: About,
  payload: Payload.default({}),
  at: At.optional(),
  txn: z.string().min(1).max(512).optional(),
  /** The same SET comes again: the same jti. Absent = a new one each. */
  jti: z.string().min(1).max(512).optional(),
  times: z.int().min(1).max(100_000).default(1),
})

const vendor = z.strictObject({
  from: slug,
  /** A file of services/receiver/adapters/fixtures, or beside the scenario (./…). */
  fixture: z.string().min(1).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).default({}),
})

const policy = z.strictObject({
  id: PolicyId,
  mode: PolicyMode.default('on'),
  policy: PolicyDocument.optional(),
})

const told = z.strictObject({
  type: EventTypeName,
  about: About.optional(),
  times: z.int().min(1).default(1),
  /** Members that its payload must have. */
  payload: Payload.optional(),
})

const app = z.strictObject({
  /** Exactly these, unless `more`. */
  told: z.array(told).optional(),
  /** Others than these may come too. */
  more: z.boolean().default(false),
  /** In the order of the list. */
  inOrder: z.boolean().default(false),
  notTold: z.array(told.omit({ times: true, payload: true })).optional(),
})

const incident = z.strictObject({
  severity: Severity.optional(),
  state: IncidentState.optional(),
  /** How many signals it joined. */
  signals: z.int().min(1).optional(),
  /** How many different things happened: the same, told by several sources or again, is one. */
  facts: z.int().min(1).optional(),
})

const approval = z.strictObject({
  policy: PolicyId.optional(),
  state: z.enum(['open', 'approved', 'rejected', 'expired']),
  affected: z.int().min(0).optional(),
})

export const Expectations = z.strictObject({
  apps: z.record(slug, app).optional(),
  /** Exactly these incidents are there. */
  incidents: z.array(incident).optional(),
  /** Exactly these approvals were asked for. */
  approvals: z.array(approval).optional(),
  /** How many events wait, by what holds them: `stop`, `rate:<policy>`, `approval`. */
  held: z.record(z.string(), z.int().min(0)).optional(),
  /** How often a policy could not be evaluated. */
  policyErrors: z.record(PolicyId, z.int().min(0)).optional(),
  /** How many different txn the apps were told, all together. */
  txns: z.int().min(0).optional(),
  /** By channel how many notices it took; each must be rightly signed. */
  channels: z.record(slug, z.strictObject({ told: z.int().min(0) })).optional(),
})
export type Expectations = z.infer<typeof Expectations>

const revoke = z.strictObject({
  about: About,
  kind: z.enum(['sessions', 'tokens', 'both']).default('sessions'),
  reason: z.string().min(1).default('a scenario'),
  tenant: slug.default('default'),
})

const steps = {
  signal,
  vendor,
  revoke,
  policy,
  stop: z.string().min(1),
  resume: z.enum(['release', 'discard']),
  approve: PolicyId,
  reject: PolicyId,
  expect: Expectations,
}
const Step = StepOf(steps)
export type Step = z.infer<typeof Step>

/** Each step is one of these; the hub is quiet again before the next one. `together`: several at once. */
const AnyStep = StepOf({ ...steps, together: z.array(Step).min(2) })

const source = z.strictObject({
  kind: z.enum(['ssf', 'okta', 'github', 'jamf', 'auth0', 'crowdstrike']).default('ssf'),
  trust: z.enum(['proof', 'trusted', 'hint']).default('proof'),
  mayLink: z.boolean().default(false),
  /** Whose names it has a say in, beside its own. */
  speaksFor: z.array(z.string()).optional(),
  tenant: slug.default('default'),
  /** Of a vendor that numbers its users within an organisation, or of an SSF transmitter. */
  issuer: z.string().optional(),
  settings: Payload.optional(),
})

const subscriber = z.strictObject({
  /** What its stream asks for; absent = everything. */
  events: z.array(EventTypeName).min(1).optional(),
  tags: Tags.min(1).optional(),
  tenant: slug.default('default'),
  /** Only about these; absent = about everybody. */
  subjects: z.array(About).min(1).optional(),
})

export const Scenario = z.strictObject({
  scenario: z.string().min(1).max(200),
  /** For people. */
  story: z.string().optional(),
  tenants: z.array(slug).default([]),
  /** Every other policy is off; absent = as a new hub has them. */
  only: z.boolean().default(false),
  policies: z.array(policy).default([]),
  /** Webhooks that policies may notify. */
  channels: z.array(slug).default([]),
  sources: z.record(slug, source),
  apps: z.record(slug, subscriber),
  steps: z.array(AnyStep).min(1),
  expect: Expectations,
})
export type Scenario = z.infer<typeof Scenario>
export type ScenarioSource = z.infer<typeof source>
export type ScenarioApp = z.infer<typeof subscriber>
export type SignalStep = z.infer<typeof signal>
export type VendorStep = z.infer<typeof vendor>
export type PolicyStep = z.infer<typeof policy>
export type Told = z.infer<typeof told>
export type AppExpectation = z.infer<typeof app>
