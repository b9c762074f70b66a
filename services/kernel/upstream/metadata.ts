import { z } from 'zod'
import { isObject, jsonFault } from '../../../schemas/json.ts'
import { TransmitterMetadata } from '../../../schemas/metadata.ts'
import { reasonOf } from '../../../schemas/reason.ts'

const { jwks_uri, ...endpoints } = TransmitterMetadata.pick({
  jwks_uri: true,
  configuration_endpoint: true,
  status_endpoint: true,
  add_subject_endpoint: true,
  remove_subject_endpoint: true,
  verification_endpoint: true,
}).shape

const names = z.array(z.string().min(1).max(512)).max(200).optional()

/**
 * A transmitter's metadata as it is used. Generous: a member that is not valid is as if it were not there, so that only what
 * needs it fails ("the information that failed to validate MUST NOT be used", SSF 1.0 §7.2.4).
 */
const UpstreamMetadata = z.object({
  issuer: z.string(),
  spec_version: z.string().max(64).optional().catch(undefined),
  jwks_uri: jwks_uri.catch(undefined),
  configuration_endpoint: endpoints.configuration_endpoint.catch(undefined),
  status_endpoint: endpoints.status_endpoint.catch(undefined),
  add_subject_endpoint: endpoints.add_subject_endpoint.catch(undefined),
  remove_subject_endpoint: endpoints.remove_subject_endpoint.catch(undefined),
  verification_endpoint: endpoints.verification_endpoint.catch(undefined),
  delivery_methods_supported: names.catch(undefined),
  critical_subject_members: names.catch(undefined),
  default_subjects: z.enum(['ALL', 'NONE']).optional().catch(undefined),
})
export type UpstreamMetadata = z.infer<typeof UpstreamMetadata>

export type ReadMetadata =
  | { ok: true; metadata: UpstreamMetadata; notValid: readonly string[] }
  | { ok: false; reason: string }

/** Pure: the document that was found for this issuer, byte for byte the same as the one asked for (SSF 1.0 §7.2.4). */
export function readMetadata(document: unknown, issuer: string): ReadMetadata {
  if (!isObject(document)) return { ok: false, reason: 'it is not a JSON object' }
  const fault = jsonFault(document)
  if (fault) return { ok: false, reason: `it ${fault}` }
  if (document['issuer'] !== issuer)
    return { ok: false, reason: `its issuer is ${shown(document['issuer'])} (SSF 1.0 §7.2.4)` }
  const parsed = UpstreamMetadata.safeParse(document)
  if (!parsed.success) return { ok: false, reason: reasonOf(parsed.error) }
  const metadata = parsed.data
  const notValid = Object.keys(UpstreamMetadata.shape).filter(
    (name) => document[name] !== undefined && !Object.hasOwn(defined(metadata), name),
  )
  return { ok: true, metadata, notValid }
}

const defined = (metadata: UpstreamMetadata): object =>
  Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined))

const shown = (value: unknown): string =>
  value === undefined ? 'missing' : JSON.stringify(value).slice(0, 200)
