import { z } from 'zod'
import { TenantId } from './ids.ts'
import { jsonFault } from './json.ts'
import { pageOf, PageQuery } from './page.ts'
import { Principal, PrincipalId, PrincipalKind, RelationKind } from './principal.ts'
import { LooseSubject } from './subject.ts'

/** A subject as a query parameter: its JSON. */
const SubjectParameter = z
  .string()
  .max(4096)
  .transform((text, context) => {
    const parsed = LooseSubject.safeParse(parsedOf(text))
    if (parsed.success && !jsonFault(parsed.data)) return parsed.data
    context.addIssue({ code: 'custom', message: 'the JSON of a subject identifier' })
    return z.NEVER
  })

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** By the beginning of any name (`q`), by one exact name (`subject`, JSON), or all of a kind, the newest first. */
export const PrincipalQuery = PageQuery.extend({
  tenantId: TenantId.default('default'),
  q: z.string().trim().min(1).max(128).optional(),
  subject: SubjectParameter.optional(),
  kind: PrincipalKind.optional(),
}).refine(
  ({ q, subject, kind }) => [q, subject, kind].filter((one) => one !== undefined).length === 1,
  'one of q, subject and kind says who is wanted',
)
export type PrincipalQuery = z.infer<typeof PrincipalQuery>

export const PrincipalPath = z.object({ id: z.uuid() })

/** `isScoped`: it means this principal only at the source that uses it. `isDisputed`: somebody gives it to another. */
export const HeldIdentifier = z
  .object({
    subject: LooseSubject,
    origin: z.string(),
    reason: z.string(),
    linkedAt: z.date(),
    isDisputed: z.boolean(),
    isScoped: z.boolean(),
  })
  .meta({ id: 'HeldIdentifier' })
export type HeldIdentifier = z.infer<typeof HeldIdentifier>

export const PrincipalSummary = z
  .object({ principal: Principal, names: z.array(LooseSubject) })
  .meta({ id: 'PrincipalSummary' })
export type PrincipalSummary = z.infer<typeof PrincipalSummary>

export const PrincipalPage = pageOf(PrincipalSummary).meta({ id: 'PrincipalPage' })

const FormerIdentifier = HeldIdentifier.omit({ isDisputed: true, isScoped: true }).extend({
  endedAt: z.date(),
  endedBecause: z.string(),
})

export const PrincipalMerge = z
  .object({
    id: z.uuid(),
    survivorId: PrincipalId,
    mergedId: PrincipalId,
    origin: z.string(),
    reason: z.string(),
    at: z.date(),
    undoneAt: z.date().optional(),
  })
  .meta({ id: 'PrincipalMerge' })
export type PrincipalMerge = z.infer<typeof PrincipalMerge>

/** A principal, its names and why each is its own; of former names and merges the latest 50. */
export const PrincipalDetail = z
  .object({
    principal: Principal,
    identifiers: z.array(HeldIdentifier),
    former: z.array(FormerIdentifier),
    merges: z.array(PrincipalMerge),
  })
  .meta({ id: 'PrincipalDetail' })
export type PrincipalDetail = z.infer<typeof PrincipalDetail>

/** `out`: what it is of, on or for; `in`: what is its own. `after` is the `next` of the page before. */
export const RelationQuery = PageQuery.extend({
  direction: z.enum(['in', 'out']).default('out'),
  after: z
    .string()
    .regex(/^[a-z-]{1,40}:[0-9a-f-]{36}$/)
    .optional(),
})

export const RelatedPrincipal = z
  .object({
    kind: RelationKind,
    other: PrincipalSummary,
    origin: z.string(),
    firstSeenAt: z.date(),
    lastSeenAt: z.date(),
  })
  .meta({ id: 'RelatedPrincipal' })
export type RelatedPrincipal = z.infer<typeof RelatedPrincipal>

export const RelatedPage = pageOf(RelatedPrincipal).meta({ id: 'RelatedPage' })

/** Relations of one kind: the newest few of the others, and how many there are; `isCut`: more than that. */
const RelationGroup = z.object({
  direction: z.enum(['in', 'out']),
  kind: RelationKind,
  count: z.int().min(1),
  isCut: z.boolean(),
  items: z.array(PrincipalSummary),
})

/** Who is around a principal, to be drawn; `edges`: how those are related among each other. */
export const PrincipalGraph = z
  .object({
    groups: z.array(RelationGroup),
    edges: z.array(z.object({ from: PrincipalId, kind: RelationKind, to: PrincipalId })),
  })
  .meta({ id: 'PrincipalGraph' })
export type PrincipalGraph = z.infer<typeof PrincipalGraph>

/** Without a kind only how many there are of each. */
export const ReachQuery = PageQuery.extend({
  kind: PrincipalKind.optional(),
  after: z.uuid().optional(),
})

/** What a principal touches: of each kind how many, up to 10,000 (`isCut`: there are more), and some of one kind. */
export const Reach = z
  .object({
    counts: z.partialRecord(PrincipalKind, z.int().min(0)),
    isCut: z.boolean(),
    items: z.array(PrincipalSummary),
    next: z.string().optional(),
  })
  .meta({ id: 'Reach' })
export type Reach = z.infer<typeof Reach>

const reason = z.string().min(1).max(512)

/** The other one becomes this one. */
export const MergeRequest = z.strictObject({ other: z.uuid(), reason }).meta({ id: 'MergeRequest' })

/** Somebody else, of these names; or what a merge joined is two again. */
export const SplitRequest = z
  .union([
    z.strictObject({ subjects: z.array(LooseSubject).min(1).max(50), reason }),
    z.strictObject({ mergeId: z.uuid(), reason }),
  ])
  .meta({ id: 'SplitRequest' })
export type SplitRequest = z.infer<typeof SplitRequest>

export const DisputeState = z.enum(['open', 'accepted', 'rejected'])

/** A source's word on a name that does not count by itself. `holder` has the name, the source gives it to `claimant`. */
export const LinkDispute = z
  .object({
    id: z.uuid(),
    tenantId: TenantId,
    kind: z.enum(['suggestion', 'contradiction', 'relation', 'recycled', 'changed']),
    subject: LooseSubject,
    holderId: PrincipalId.optional(),
    claimantId: PrincipalId,
    origin: z.string(),
    signalId: z.uuid().optional(),
    reason: z.string(),
    times: z.int().min(1),
    state: DisputeState,
    decidedBy: z.string().optional(),
    decidedAt: z.date().optional(),
    createdAt: z.date(),
    lastSeenAt: z.date(),
  })
  .meta({ id: 'LinkDispute' })
export type LinkDispute = z.infer<typeof LinkDispute>

/** With who they are by now. */
const NamedDispute = LinkDispute.extend({
  holder: PrincipalSummary.optional(),
  claimant: PrincipalSummary.optional(),
}).meta({ id: 'NamedLinkDispute' })

export const LinkDisputePage = pageOf(NamedDispute).meta({ id: 'LinkDisputePage' })
export const LinkDisputeQuery = PageQuery.extend({
  state: DisputeState.default('open'),
  /** Those that are about this principal; of these only the open ones. */
  principalId: z.uuid().optional(),
  after: z.uuid().optional(),
}).refine(
  ({ principalId, state }) => principalId === undefined || state === 'open',
  'of a principal only the open ones are listed',
)
export const DecideDisputeRequest = z
  .strictObject({
    decision: z.enum(['accept', 'reject']),
    comment: z.string().min(1).max(1024).optional(),
  })
  .meta({ id: 'DecideDisputeRequest' })
