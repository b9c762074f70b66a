import type { SourceStatus } from '../../schemas/source.ts'
import type {
  SourceCredentials,
  SourceKind,
  SourceSettings,
  SourceTrust,
} from '../../schemas/vendor-sources.ts'

/** Where signals come from, as the receiver needs it: secrets already decrypted. */
export type Source = {
  id: string
  tenantId: string
  kind: SourceKind
  issuer?: string | undefined
  audience?: readonly string[] | undefined
  jwksUri?: string | undefined
  jwks?: unknown
  /** What an SSF transmitter sends as Authorization, verbatim (SSF 1.0 §6.1.1). */
  pushAuthorization?: string | undefined
  /** A vendor's shared secrets; two during a rotation. */
  secrets: readonly string[]
  settings?: SourceSettings | undefined
  credentials?: SourceCredentials | undefined
  trust: SourceTrust
  /** From where its requests come; empty = anywhere. */
  ipRanges: readonly string[]
  /** SHA-256 of the client certificates that its requests must come with; empty = none needed. */
  clientCertificates: readonly string[]
  status: SourceStatus
  /** Requests a second that it may send; null = as many as the hub lets any */
  ratePerSecond: number | null
  /** The hub manages its stream at the transmitter: keys and audience are learnt from there. */
  hasUpstream: boolean
}
