import { z } from 'zod'
import { HubEvent } from './event.ts'
import { Incident, IncidentId, IncidentState, Severity } from './incident.ts'
import { TenantId } from './ids.ts'
import { pageOf, PageQuery } from './page.ts'
import { Decision } from './policy.ts'
import { PrincipalSummary } from './principal-admin.ts'
import { Principal, PrincipalId } from './principal.ts'
import { EventUri } from './set.ts'
import { Signal } from './signal.ts'
import { HttpUrl } from './stream.ts'
import { LooseSubject } from './subject.ts'

const hasNoNul = (text: string): boolean => !text.includes('\0') // PostgreSQL keeps none

/** `active`: every state but `closed`. */
export const IncidentQuery = PageQuery.extend({
  state: z.enum([...IncidentState.options, 'active']).optional(),
  /** As severe as that, or worse. */
  severity: Severity.optional(),
  tenantId: TenantId.optional(),
  /** Those that this principal takes part in. */
  principalId: z.uuid().optional(),
  /** Its txn, or the beginning of a name of somebody in it; in the tenant `default` where none is given. */
  q: z.string().trim().min(1).max(128).refine(hasNoNul, 'has a NUL').optional(),
  after: z.uuid().optional(),
}).refine(
  ({ q, principalId }) => q === undefined || principalId === undefined,
  'either q or principalId says whose',
)
export type IncidentQuery = z.infer<typeof IncidentQuery>

/** `who`: a few of those it happened to. `what`: a few of the things that did. */
export const IncidentSummary = Incident.extend({
  who: z.array(PrincipalSummary),
  what: z.array(EventUri),
}).meta({ id: 'IncidentSummary' })
export type IncidentSummary = z.infer<typeof IncidentSummary>

export const IncidentPage = pageOf(IncidentSummary).meta({ id: 'IncidentPage' })
export const IncidentPath = z.object({ id: z.uuid() })

/** What an operator did or said; `state`: the step that was taken; `incident`: the id of another that belongs to it. */
export const IncidentNote = z
  .object({
    id: z.uuid(),
    kind: z.enum(['comment', 'link', 'incident', 'state']),
    author: z.string(),
    text: z.string(),
    at: z.date(),
  })
  .meta({ id: 'IncidentNote' })
export type IncidentNote = z.infer<typeof IncidentNote>

export const IncidentNotePage = pageOf(IncidentNote).meta({ id: 'IncidentNotePage' })

/** One thing that happened to one principal, and who says so. */
export const IncidentFact = z
  .object({
    principalId: PrincipalId,
    type: EventUri,
    firstAt: z.date(),
    lastAt: z.date(),
    signals: z.int().min(1),
    sources: z.array(z.string()),
  })
  .meta({ id: 'IncidentFact' })
export type IncidentFact = z.infer<typeof IncidentFact>

/** `strong`: what happens to it joins the incident; `weak`: only together with somebody of it. */
export const IncidentParty = z
  .object({
    principal: Principal,
    role: z.enum(['strong', 'weak']),
    /** A few of its names, the eldest first. */
    names: z.array(LooseSubject),
  })
  .meta({ id: 'IncidentParty' })
export type IncidentParty = z.infer<typeof IncidentParty>

/** An incident, who is in it and what happened: at most 200 of each, the latest. `related`: others of the same principals, a few, the newest first. */
export const IncidentDetail = z
  .object({
    incident: Incident,
    parties: z.array(IncidentParty),
    facts: z.array(IncidentFact),
    /** Others that turned out to be this one. */
    absorbed: z.array(IncidentId),
    related: z.array(Incident),
  })
  .meta({ id: 'IncidentDetail' })
export type IncidentDetail = z.infer<typeof IncidentDetail>

/** On how many streams an event is how far. */
export const DeliveryCounts = z
  .object({
    delivered: z.int().min(0),
    rejected: z.int().min(0),
    expired: z.int().min(0),
    waiting: z.int().min(0),
  })
  .meta({ id: 'DeliveryCounts' })
export type DeliveryCounts = z.infer<typeof DeliveryCounts>

/** A signal of an incident, what was decided because of it, and how far that got. */
export const IncidentStep = z
  .object({
    signal: Signal,
    decisions: z.array(Decision),
    events: z.array(z.object({ event: HubEvent, deliveries: DeliveryCounts })),
  })
  .meta({ id: 'IncidentStep' })
export type IncidentStep = z.infer<typeof IncidentStep>

export const IncidentTimelineQuery = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(20),
  after: z.uuid().optional(),
})
export const IncidentTimeline = pageOf(IncidentStep).meta({ id: 'IncidentTimeline' })

export const IncidentStateRequest = z
  .strictObject({
    state: IncidentState.exclude(['open']),
    comment: z.string().min(1).max(4096).optional(),
  })
  .meta({ id: 'IncidentStateRequest' })
export type IncidentStateRequest = z.infer<typeof IncidentStateRequest>

/** A comment; where more is written: a ticket, a chat; or another incident that belongs to it, which then has the same note. */
export const IncidentNoteRequest = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('comment'), text: z.string().min(1).max(4096) }),
    z.strictObject({ kind: z.literal('link'), text: HttpUrl }),
    z.strictObject({ kind: z.literal('incident'), text: z.uuid() }),
  ])
  .meta({ id: 'IncidentNoteRequest' })
export type IncidentNoteRequest = z.infer<typeof IncidentNoteRequest>
