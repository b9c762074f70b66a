import { z } from 'zod'
import { StreamStatus } from './events/ssf.ts'
import { SourceId, TenantId } from './ids.ts'
import { Issuer } from './metadata.ts'
import { pageOf, PageQuery } from './page.ts'
import { EventUri } from './set.ts'
import { HttpUrl } from './stream.ts'
import { LooseSubject } from './subject.ts'
import { UpstreamAuthorization, UpstreamAuthorizationShown } from './upstream-authorization.ts'

// Requests are strict: a misspelt member of a security setting is refused, not ignored.

const hours = (count: number) => count * 3_600

const settings = {
  authorization: UpstreamAuthorization,
  /** How the transmitter's SETs come: it pushes (RFC 8935), or the hub polls (RFC 8936). */
  delivery: z.enum(['push', 'poll']),
  /** What the stream asks for (`events_requested`); without it, every event type that the hub knows. */
  events: z.array(EventUri).min(1).max(200),
  /** Where the metadata is, for a transmitter that has it nowhere where the specification says. */
  metadataUrl: HttpUrl,
  /** A stream that exists at the transmitter and is to be used. */
  streamId: z.string().min(1).max(512),
  /** `any`: where the transmitter has one stream for these credentials already, it is taken over, whoever made it. */
  adopt: z.enum(['own', 'any']),
  /** How often the stream is verified; never more often than its `min_verification_interval` allows. */
  verifyEverySeconds: z
    .int()
    .min(60)
    .max(hours(24 * 7)),
  /** A verification that has not arrived after this long means that the stream is silent. */
  silentAfterSeconds: z.int().min(5).max(hours(24)),
  /** What to do when the transmitter pauses or disables the stream: tell, or enable it again. */
  whenPaused: z.enum(['alarm', 'enable']),
  /** False: the hub has no stream there; one that it had is deleted. */
  enabled: z.boolean(),
}

/** A source's stream at a transmitter, which the hub makes, verifies, watches and deletes. */
export const UpstreamSettings = z
  .strictObject({
    ...settings,
    delivery: settings.delivery.default('poll'),
    events: settings.events.optional(),
    metadataUrl: settings.metadataUrl.optional(),
    streamId: settings.streamId.optional(),
    adopt: settings.adopt.default('own'),
    verifyEverySeconds: settings.verifyEverySeconds.default(hours(1)),
    silentAfterSeconds: settings.silentAfterSeconds.default(300),
    whenPaused: settings.whenPaused.default('alarm'),
    enabled: settings.enabled.default(true),
  })
  .meta({ id: 'UpstreamSettings' })
export type UpstreamSettings = z.infer<typeof UpstreamSettings>

/** What is left out stays as it is; null gives the default back. */
export const UpdateUpstreamRequest = z
  .strictObject({
    ...settings,
    events: settings.events.nullable(),
    metadataUrl: settings.metadataUrl.nullable(),
    streamId: settings.streamId.nullable(),
  })
  .partial()
  .meta({ id: 'UpdateUpstreamRequest' })
export type UpdateUpstreamRequest = z.infer<typeof UpdateUpstreamRequest>

/** What keeps failing: since when, how often in a row, what came last, and when the next try is. */
export const UpstreamTrouble = z
  .object({
    step: z.string(),
    since: z.date(),
    failures: z.int().min(1),
    last: z.string(),
    nextAttemptAt: z.date(),
  })
  .meta({ id: 'UpstreamTrouble' })
export type UpstreamTrouble = z.infer<typeof UpstreamTrouble>

/**
 * How a source's stream is: `silent` where a verification did not arrive, `paused` and `disabled` by the transmitter,
 * `removing` while a stream that is not wanted any more is not deleted yet.
 */
export const UpstreamHealth = z
  .enum(['connecting', 'ok', 'silent', 'failing', 'paused', 'disabled', 'off', 'removing'])
  .meta({ id: 'UpstreamHealth' })
export type UpstreamHealth = z.infer<typeof UpstreamHealth>

/** A source's stream: what was asked for, what the transmitter says, and how it is. Without secrets. */
export const Upstream = z
  .object({
    sourceId: SourceId,
    tenantId: TenantId,
    issuer: z.string(),
    settings: UpstreamSettings.omit({ authorization: true }),
    authorization: UpstreamAuthorizationShown,
    health: UpstreamHealth,
    /** A sentence for whoever has to look. */
    problem: z.string().optional(),
    trouble: z.array(UpstreamTrouble),
    transmitter: z
      .object({ metadataUrl: z.string(), readAt: z.date(), metadata: z.looseObject({}) })
      .optional(),
    stream: z
      .object({
        id: z.string(),
        status: StreamStatus.optional(),
        statusReason: z.string().optional(),
        statusReadAt: z.date().optional(),
        readAt: z.date().optional(),
        /** As the transmitter says. */
        configuration: z.looseObject({}),
      })
      .optional(),
    verificationAskedAt: z.date().optional(),
    verifiedAt: z.date().optional(),
    lastSetAt: z.date().optional(),
    /** From the newest SET's `iat` to its arrival. */
    lagSeconds: z.number().optional(),
    polledAt: z.date().optional(),
    tokenExpiresAt: z.date().optional(),
    /** Subjects that wait to be added or removed; 1,000 stands for that many and more. */
    subjectsPending: z.int().min(0),
    createdAt: z.date(),
  })
  .meta({ id: 'Upstream' })
export type Upstream = z.infer<typeof Upstream>

export const UpstreamPage = pageOf(Upstream).meta({ id: 'UpstreamPage' })

/** The status that the transmitter is asked for (SSF 1.0 §8.1.2.2). */
export const UpstreamStatusRequest = z
  .strictObject({ status: StreamStatus, reason: z.string().min(1).max(1024).optional() })
  .meta({ id: 'UpstreamStatusRequest' })

const subjects = z.array(LooseSubject).max(1_000).default([])

/** Subjects to ask the transmitter for, and subjects to be asked for no more. */
export const UpstreamSubjectsRequest = z
  .strictObject({
    add: subjects,
    remove: subjects,
    /** Whether who asks has checked that the subjects are its own (SSF 1.0 §8.1.3.2). */
    verified: z.boolean().default(true),
  })
  .refine(({ add, remove }) => add.length + remove.length > 0, { error: 'names no subject' })
  .meta({ id: 'UpstreamSubjectsRequest' })

export const UpstreamSubjectState = z
  .enum(['adding', 'added', 'removing', 'failed'])
  .meta({ id: 'UpstreamSubjectState' })
export type UpstreamSubjectState = z.infer<typeof UpstreamSubjectState>

export const UpstreamSubject = z
  .object({
    subject: LooseSubject,
    verified: z.boolean(),
    state: UpstreamSubjectState,
    /** What the transmitter answered, where it refused. */
    failure: z.string().optional(),
    changedAt: z.date(),
  })
  .meta({ id: 'UpstreamSubject' })

export const UpstreamSubjectPage = pageOf(UpstreamSubject).meta({ id: 'UpstreamSubjectPage' })

export const UpstreamSubjectQuery = PageQuery.extend({ state: UpstreamSubjectState.optional() })

export const UpstreamSubjectsAccepted = z
  .object({ adding: z.int().min(0), removing: z.int().min(0) })
  .meta({ id: 'UpstreamSubjectsAccepted' })

/** Looks at an issuer before it becomes a source; with credentials a token is asked for and its streams are read. */
export const TransmitterProbeRequest = z
  .strictObject({
    issuer: Issuer,
    metadataUrl: HttpUrl.optional(),
    authorization: UpstreamAuthorization.optional(),
  })
  .meta({ id: 'TransmitterProbeRequest' })
export type TransmitterProbeRequest = z.infer<typeof TransmitterProbeRequest>

export const Finding = z
  .object({
    step: z.string(),
    result: z.enum(['ok', 'warning', 'failed', 'skipped']),
    clause: z.string(),
    seen: z.string(),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof Finding>

/** What would be used. */
export const TransmitterProbe = z
  .object({
    issuer: z.string(),
    usable: z.boolean(),
    findings: z.array(Finding),
    metadataUrl: z.string().optional(),
    metadata: z.looseObject({}).optional(),
    dialect: z.string().optional(),
    authorizationServer: z.string().optional(),
    tokenEndpoint: z.string().optional(),
    scope: z.string().optional(),
  })
  .meta({ id: 'TransmitterProbe' })
export type TransmitterProbe = z.infer<typeof TransmitterProbe>
