import { z } from 'zod'
import { SourceId, TenantId } from './ids.ts'
import { Issuer, Jwks } from './metadata.ts'
import { pageOf } from './page.ts'
import { HttpUrl } from './stream.ts'
import { UpstreamSettings } from './upstream.ts'
import { every, SourceKind, SourceSettings, SourceTrust, vendorSources } from './vendor-sources.ts'

// Requests are strict: a misspelt member of a security setting is refused, not ignored.

const sourceKinds = [
  z.strictObject({
    ...every,
    kind: z.literal('ssf'),
    issuer: Issuer,
    /** What its SETs name as audience; with `upstream`, what the stream's is expected to be. */
    audience: z.array(z.string().min(1).max(2048)).min(1).max(50).optional(),
    jwksUri: HttpUrl.optional(),
    jwks: Jwks.optional(),
    /** The Authorization header that the transmitter sends, verbatim. */
    pushAuthorization: z.string().min(1).max(8192).optional(),
    settings: SourceSettings.pick({ dialect: true, allowedEvents: true }).optional(),
    /** The hub makes and keeps its stream there: then keys, audience and push credentials are not given. */
    upstream: UpstreamSettings.optional(),
  }),
  ...vendorSources,
] as const

export const CreateSourceRequest = z
  .discriminatedUnion('kind', sourceKinds)
  .superRefine((source, context) => {
    const fault = source.kind === 'ssf' ? faultOf(source) : secretsFaultOf(source)
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
  })
  .meta({ id: 'CreateSourceRequest' })
export type CreateSourceRequest = z.infer<typeof CreateSourceRequest>

type SsfSource = Extract<z.infer<(typeof sourceKinds)[number]>, { kind: 'ssf' }>

function faultOf({ upstream, audience, jwksUri, jwks, pushAuthorization }: SsfSource) {
  if (upstream)
    return [jwksUri, jwks, pushAuthorization].every((given) => given === undefined)
      ? undefined
      : 'with upstream, jwksUri, jwks and pushAuthorization are agreed with the transmitter: give none'
  if (!audience) return 'give audience, or upstream'
  return Boolean(jwksUri) === Boolean(jwks) ? 'give exactly one of jwksUri and jwks' : undefined
}

type VendorSource = Exclude<z.infer<(typeof sourceKinds)[number]>, { kind: 'ssf' }>

/** Where the operator chooses how a sender proves itself, that says whether there is a secret. */
function secretsFaultOf(source: VendorSource): string | undefined {
  if (source.kind !== 'generic' && source.kind !== 'cloudevents') return undefined
  const { type } = source.settings?.scheme ?? { type: 'secret' }
  const hasSecret = type !== 'asymmetric' && type !== 'jwt'
  if (hasSecret === (source.secrets !== undefined)) return undefined
  return hasSecret ? `secrets: scheme ${type} needs one` : `secrets: scheme ${type} has none`
}

/** What the settings of a kind must be; of a kind without any, nothing fits. */
export const settingsOf = (kind: SourceKind): z.ZodType => {
  const shape = sourceKinds.find(({ shape: { kind: of } }) => of.value === kind)?.shape
  return shape && 'settings' in shape ? shape.settings : z.never()
}

/** What the secrets of a kind must be; of a kind without any, nothing fits. */
export const secretsSchemaOf = (kind: SourceKind): z.ZodType => {
  const shape = sourceKinds.find(({ shape: { kind: of } }) => of.value === kind)?.shape
  return shape && 'secrets' in shape ? shape.secrets : z.never()
}

/** `paused`: what comes is stored and waits, nothing is decided about it. */
export const SourceStatus = z.enum(['active', 'paused'])
export type SourceStatus = z.infer<typeof SourceStatus>

const { ipRanges, clientCertificates, ratePerSecond } = every

/** What of a source can change; null takes a limit away. Secrets are rotated, the rest is made anew. */
export const UpdateSourceRequest = z
  .strictObject({
    trust: SourceTrust.optional(),
    mayLink: z.boolean().optional(),
    speaksFor: every.speaksFor.unwrap().optional(),
    ipRanges: ipRanges.nullable(),
    clientCertificates: clientCertificates.nullable(),
    ratePerSecond: ratePerSecond.nullable(),
    status: SourceStatus.optional(),
    /** In place of what there was; they must fit the source's kind. */
    settings: SourceSettings.optional(),
  })
  .meta({ id: 'UpdateSourceRequest' })
export type UpdateSourceRequest = z.infer<typeof UpdateSourceRequest>

/** A source as it may be shown: without its secrets. */
export const Source = z
  .object({
    id: SourceId,
    kind: SourceKind,
    tenantId: TenantId,
    issuer: z.string().optional(),
    audience: z.array(z.string()).optional(),
    jwksUri: z.string().optional(),
    settings: SourceSettings.optional(),
    trust: SourceTrust,
    mayLink: z.boolean(),
    speaksFor: z.array(z.string()),
    ipRanges,
    clientCertificates,
    ratePerSecond,
    status: SourceStatus,
    /** The hub manages its stream at the transmitter. */
    hasUpstream: z.boolean(),
    ingestUrl: z.string(),
    createdAt: z.date(),
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof Source>

export const SourcePage = pageOf(Source).meta({ id: 'SourcePage' })
export type SourcePage = z.infer<typeof SourcePage>

export const SourcePath = z.object({ id: SourceId })

/** How far back refusals are shown. */
export const RefusalQuery = z.object({ days: z.coerce.number().int().min(1).max(30).default(7) })

/** What was refused of a source on one day for one reason: how often, and the newest few. No secrets, nothing of a body. */
export const SourceRefusals = z
  .object({
    day: z.iso.date(),
    /** As it was answered. */
    code: z.string(),
    count: z.int().min(1),
    lastAt: z.date(),
    samples: z.array(
      z.object({
        at: z.iso.datetime(),
        /** What the sender is not told. */
        reason: z.string(),
        address: z.string().optional(),
        bytes: z.int().optional(),
        contentType: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'SourceRefusals' })

export const SourceRefusalList = z
  .object({ items: z.array(SourceRefusals) })
  .meta({ id: 'SourceRefusalList' })

/** What a source sent, in its own words; headers that hold secrets are left out. */
export const SignalOriginal = z
  .object({
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    /** `base64` where the body is no UTF-8. */
    encoding: z.enum(['utf8', 'base64']),
  })
  .meta({ id: 'SignalOriginal' })

/** How far the hub has come in a log that it reads by itself. */
export const SourcePolling = z
  .object({
    sourceId: SourceId,
    /** Of the newest event that was read; before the first, when the source was made. */
    since: z.date(),
    /** When it was last read without trouble. */
    polledAt: z.date().optional(),
    /** When it is read next. */
    dueAt: z.date(),
    /** In a row. */
    failures: z.int(),
    problem: z.string().optional(),
  })
  .meta({ id: 'SourcePolling' })
