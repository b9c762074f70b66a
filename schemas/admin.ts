import { z } from 'zod'
import { Approval } from './approval.ts'
import { Attempt, DeliveryState, NotDeliveredReason } from './delivery.ts'
import { HubEvent } from './event.ts'
import { LocalizedText } from './events/event-type.ts'
import { EventId, SignalId, StreamId, SubscriberId, TenantId } from './ids.ts'
import { Issuer } from './metadata.ts'
import { pageOf, PageQuery } from './page.ts'
import { Decision, Tags } from './policy.ts'
import { PrincipalId } from './principal.ts'
import { Certainty, Signal, Txn } from './signal.ts'
import { POLL, PUSH, StreamStatus } from './stream.ts'
import { Subject } from './subject.ts'

// Requests are strict: a misspelt member of a security setting is refused, not ignored.

export const SigningAlg = z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).meta({ id: 'SigningAlg' })

export const tenant = TenantId.default('default')

export const SigningKeyInfo = z
  .object({
    kid: z.string(),
    alg: z.string(),
    state: z.enum(['next', 'active', 'retired']),
    activeFrom: z.date(),
    retiredAt: z.date().optional(),
  })
  .meta({ id: 'SigningKeyInfo' })

export const SigningKeyList = z
  .object({ items: z.array(SigningKeyInfo) })
  .meta({ id: 'SigningKeyList' })

/** `urgent`: the new key signs at once, before receivers can have seen it. */
export const RotateKeyRequest = z
  .strictObject({ alg: SigningAlg.default('RS256'), urgent: z.boolean().default(false) })
  .meta({ id: 'RotateKeyRequest' })
export type RotateKeyRequest = z.infer<typeof RotateKeyRequest>

const reason = z.union([z.string().min(1).max(4096), LocalizedText])

/** What of a subject can be ended. */
export const REVOCABLE = ['sessions', 'tokens', 'credentials', 'account'] as const
const Revocable = z.enum(REVOCABLE)

/** One of them, `both` for sessions and tokens, or a list of them. */
export const RevocationKind = z
  .union([z.enum([...REVOCABLE, 'both']), z.array(Revocable).min(1).max(REVOCABLE.length)])
  .meta({ id: 'RevocationKind' })
export type RevocationKind = z.infer<typeof RevocationKind>

/** What the SOC asks for: end this subject's sessions, tokens, credentials, or its account. */
export const RevocationRequest = z
  .strictObject({
    tenantId: tenant,
    subject: Subject,
    kind: RevocationKind,
    reasonAdmin: reason,
    reasonUser: reason.optional(),
    /** At once, although a second person would have to say yes: for one person, by who may, reviewed afterwards. */
    breakGlass: z.boolean().optional(),
    /** The incident that it is done about: what is told shares its `txn` (SSF 1.0 §4.1.9), and is part of its story. */
    incidentId: z.uuid().optional(),
  })
  .meta({ id: 'RevocationRequest' })
export type RevocationRequest = z.infer<typeof RevocationRequest>

/** Plain text counts as English. */
export const localized = (text: string | LocalizedText): LocalizedText =>
  typeof text === 'string' ? { en: text } : text

/** The signals that are stored and what groups them; none while a second person is waited for, who is asked by `approval`. */
export const RevocationAccepted = z
  .object({
    signals: z.array(z.object({ id: SignalId, type: z.string() })),
    txn: Txn,
    approval: Approval.optional(),
  })
  .meta({ id: 'RevocationAccepted' })
export type RevocationAccepted = z.infer<typeof RevocationAccepted>

export const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/, 'not a header value')

/** Once it is decided: whom it is about, and of which incident it is. */
export const SignalDetail = z
  .object({
    signal: Signal,
    decisions: z.array(Decision),
    events: z.array(HubEvent),
    principalId: PrincipalId.optional(),
    incidentId: z.uuid().optional(),
  })
  .meta({ id: 'SignalDetail' })
export type SignalDetail = z.infer<typeof SignalDetail>

/** Newest first. A filter may leave a part empty that is not the last. */
export const SignalQuery = PageQuery.extend({
  source: z.string().min(1).max(63).optional(),
  type: z.string().min(1).max(1024).optional(),
  certainty: Certainty.optional(),
  /** Those about this principal, and about those that turned out to be it. */
  principalId: z.uuid().optional(),
  after: z.uuid().optional(),
})
export type SignalQuery = z.infer<typeof SignalQuery>

export const SignalSummary = Signal.extend({ routedAt: z.date().optional() }).meta({
  id: 'SignalSummary',
})
export const SignalPage = pageOf(SignalSummary).meta({ id: 'SignalPage' })

export const EventQuery = PageQuery.extend({ txn: Txn.optional() })
export type EventQuery = z.infer<typeof EventQuery>

export const EventPage = pageOf(HubEvent).meta({ id: 'EventPage' })
export type EventPage = z.infer<typeof EventPage>

const subscriber = z.object({ id: SubscriberId, name: z.string() })

export const DeliveryTrace = z
  .object({
    streamId: StreamId,
    subscriber,
    jti: z.string(),
    state: DeliveryState,
    attempts: z.array(Attempt),
  })
  .meta({ id: 'DeliveryTrace' })
export type DeliveryTrace = z.infer<typeof DeliveryTrace>

/** Who got an event, when, each attempt and answer; and why the others did not. */
export const EventTrace = z
  .object({
    event: HubEvent,
    /** When its streams were found; until then nobody is owed it. */
    fannedOutAt: z.date().optional(),
    deliveries: z.array(DeliveryTrace),
    notDelivered: z.array(
      z.object({ streamId: StreamId, subscriber, because: NotDeliveredReason }),
    ),
  })
  .meta({ id: 'EventTrace' })
export type EventTrace = z.infer<typeof EventTrace>

/** How SETs are pushed on a stream. `order` `stream`: one after another; `principal`: one principal's keep their order. */
export const PushSettings = z
  .object({
    /** Requests under way at once; 1 keeps the order of the whole stream. */
    window: z.int().min(1).max(32),
    /** SETs a second at the most; null: as many as the receiver takes. */
    ratePerSecond: z.int().min(1).max(10_000).nullable(),
    order: z.enum(['principal', 'stream']),
  })
  .meta({ id: 'PushSettings' })
export type PushSettings = z.infer<typeof PushSettings>

/** What is left out stays as it is. */
export const ChangePushRequest = z
  .strictObject(PushSettings.partial().shape)
  .meta({ id: 'ChangePushRequest' })
export type ChangePushRequest = z.infer<typeof ChangePushRequest>

export const StreamSigning = z
  .strictObject({ signingAlg: SigningAlg })
  .meta({ id: 'StreamSigning' })

/** A stream as the SOC sees it. */
export const StreamOverview = z
  .object({
    streamId: StreamId,
    subscriber,
    status: StreamStatus,
    statusReason: z.string().optional(),
    method: z.enum([PUSH, POLL]),
    endpointUrl: z.string().optional(),
    push: PushSettings,
    signingAlg: SigningAlg,
    eventsDelivered: z.array(z.string()),
    /** What policies choose it by, besides its subscriber's. */
    tags: Tags,
    /** Events owed and not yet acknowledged. */
    backlog: z.int().min(0),
    /** Since when the oldest of them waits; what poll handed out does not count. */
    oldestOwedAt: z.date().optional(),
    /** Up to how many SETs it is owed, and for how many days; beyond either the oldest are dropped. Absent: without limit. */
    holds: z.object({ maxSets: z.int().optional(), maxDays: z.number().optional() }),
    /** Events given up because the stream was disabled, or because of those limits. */
    dropped: z.int().min(0),
    /** SETs that the subscriber refused for good. */
    rejected: z.int().min(0),
    /** Position in the stream's log up to which everything is settled, or by poll handed out. */
    cursor: z.int().min(0),
    /** While deliveries fail: since when, how often in a row, what came last, and when the next try is. */
    failing: z
      .object({ since: z.date(), failures: z.int(), last: z.string(), nextAttemptAt: z.date() })
      .optional(),
    createdAt: z.date(),
  })
  .meta({ id: 'StreamOverview' })
export type StreamOverview = z.infer<typeof StreamOverview>

/** Which streams: of a subscriber, in a status, that fail now; `search`: part of its app's name, its address or its id. */
export const StreamQuery = PageQuery.extend({
  subscriberId: SubscriberId.optional(),
  status: StreamStatus.optional(),
  health: z.enum(['failing', 'waiting', 'rejected']).optional(),
  search: z.string().min(1).max(200).optional(),
})
export type StreamQuery = z.infer<typeof StreamQuery>

export const StreamPage = pageOf(StreamOverview).meta({ id: 'StreamPage' })
export type StreamPage = z.infer<typeof StreamPage>

export const SignalPath = z.object({ id: SignalId })
export const EventPath = z.object({ id: EventId })

/** A tenant: an issuer of its own on this hub. Its sources tell its subscribers, nobody else's. */
export const Tenant = z
  .object({ id: TenantId, issuer: z.string(), createdAt: z.date() })
  .meta({ id: 'Tenant' })
export type Tenant = z.infer<typeof Tenant>

export const CreateTenantRequest = z
  .strictObject({
    id: TenantId.refine((id) => id !== 'default', {
      error: 'the tenant called default is the hub itself',
    }),
    issuer: Issuer,
  })
  .meta({ id: 'CreateTenantRequest' })
export type CreateTenantRequest = z.infer<typeof CreateTenantRequest>

export const TenantList = z.object({ items: z.array(Tenant) }).meta({ id: 'TenantList' })

/** What an operator does to a stream; its subscriber is told (SSF 1.0 §8.1.5). */
export const ChangeStreamStatusRequest = z
  .strictObject({ status: StreamStatus, reason: z.string().min(1).max(1024) })
  .meta({ id: 'ChangeStreamStatusRequest' })
export type ChangeStreamStatusRequest = z.infer<typeof ChangeStreamStatusRequest>

export const StreamTagsBody = z.strictObject({ tags: Tags }).meta({ id: 'StreamTagsBody' })

/** The verification SET that was asked for. */
export const VerificationSent = z.object({ jti: z.string() }).meta({ id: 'VerificationSent' })

/** The latest that was sent on a stream. `outcome`: how the receiver answered, or the poll's acknowledgement. */
export const StreamVerification = z
  .object({
    jti: z.string(),
    askedAt: z.date(),
    attempts: z.int().min(0),
    settledAt: z.date().optional(),
    outcome: z.string().optional(),
  })
  .meta({ id: 'StreamVerification' })
export type StreamVerification = z.infer<typeof StreamVerification>

export const StreamPath = z.object({ id: StreamId })
