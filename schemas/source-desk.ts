import { z } from 'zod'
import { SourceId } from './ids.ts'
import { Issuer } from './metadata.ts'
import { Certainty, NormalisedSignal } from './signal.ts'
import { Source } from './source.ts'
import { SourceKind, SourceSettings } from './vendor-sources.ts'

/** The same in the languages that operators read. */
const text = z.object({ en: z.string(), ja: z.string() })

/** How one vendor's webhooks are set up: what is pasted where. */
export const SourceTemplate = z
  .object({
    kind: SourceKind,
    title: text,
    /** Who makes the secret: the hub, for it to be pasted at the vendor; the vendor; or there is none. */
    secretFrom: z.enum(['hub', 'vendor', 'none']),
    /** What the operator has to know: members of the request that makes the source. */
    fields: z.array(z.object({ name: z.string(), label: text, example: z.string() })),
    steps: z.array(text),
    /** Where the vendor sends to. */
    url: z.string(),
    /** A new one, which nothing knows yet: it counts once a source is made with it. */
    secret: z.string().optional(),
  })
  .meta({ id: 'SourceTemplate' })

export const SourceTemplateList = z
  .object({ items: z.array(SourceTemplate) })
  .meta({ id: 'SourceTemplateList' })

/** The id that the source shall have stands in the URLs. */
export const TemplateQuery = z.object({ id: SourceId.optional() })
export const TemplatePath = z.object({ kind: SourceKind.exclude(['ssf']) })

/** As for `POST /admin/sources`, without the kind; where the hub makes secrets, they may be left out. */
export const CreateFromTemplateRequest = z
  .looseObject({ id: SourceId })
  .meta({ id: 'CreateFromTemplateRequest' })

/** `secret`: where the hub made it, this once. */
export const CreatedFromTemplate = z
  .object({ source: Source, steps: z.array(text), secret: z.string().optional() })
  .meta({ id: 'CreatedFromTemplate' })

const headers = z.record(z.string().max(128), z.string().max(8192))

/** What to test with, in place of the vendor's sample. It is signed with the source's secret. */
export const TestSourceRequest = z
  .strictObject({ headers: headers.optional(), body: z.string().max(262_144).optional() })
  .meta({ id: 'TestSourceRequest' })

/** Of a source that there is, perhaps with other settings, or of one that there might be. */
export const DryRunRequest = z
  .union([
    z.strictObject({
      sourceId: SourceId,
      settings: SourceSettings.optional(),
      headers: headers.default({}),
      body: z.string().max(262_144),
    }),
    z.strictObject({
      kind: SourceKind.exclude(['ssf']),
      issuer: Issuer.optional(),
      settings: SourceSettings.optional(),
      headers: headers.default({}),
      body: z.string().max(262_144),
    }),
  ])
  .meta({ id: 'DryRunRequest' })
export type DryRunRequest = z.infer<typeof DryRunRequest>

/** What the door would make of it: nothing is stored, nobody is told. */
export const DryRunResult = z
  .object({
    /** Of a test: would it be believed? A dry run does not ask. */
    authentic: z.boolean().optional(),
    /** By the source's secret, or by a key that stands in for the vendor's. */
    signedBy: z.enum(['secret', 'stand-in']).optional(),
    /** Why nothing would come of it. */
    reason: z.string().optional(),
    certainty: Certainty.optional(),
    signals: z.array(NormalisedSignal).optional(),
    /** What the vendor sent and no signal is made of. */
    skipped: z.array(z.string()).optional(),
    /** What the vendor would be answered, where it asks something. */
    answer: z.string().optional(),
  })
  .meta({ id: 'DryRunResult' })

/** `secret`: the vendor's new one, where the vendor makes it. The one before stays valid for `overlapSeconds`. */
export const RotateSourceSecretRequest = z
  .strictObject({
    secret: z.string().min(8).max(1024).optional(),
    overlapSeconds: z
      .int()
      .min(0)
      .max(30 * 86_400)
      .default(86_400),
  })
  .meta({ id: 'RotateSourceSecretRequest' })

/** `secret`: where the hub made it, this once. */
export const RotatedSourceSecret = z
  .object({ secret: z.string().optional(), previousSecretUntil: z.date().optional() })
  .meta({ id: 'RotatedSourceSecret' })
