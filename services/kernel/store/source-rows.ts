// A source and the row that holds it, sealed where it must be (sources.ts).
import type { SourceStatus } from '../../../schemas/source.ts'
import type {
  SourceCredentials,
  SourceKind,
  SourceSettings,
  SourceTrust,
} from '../../../schemas/vendor-sources.ts'
import type { Seal } from '../set/seal.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'

/** A source with its credentials in the clear: sealed in the database, never logged. */
export type Source = {
  id: string
  kind: SourceKind
  issuer?: string
  audience?: string[]
  jwksUri?: string
  /** A pinned JWK Set, parsed by schemas/metadata.ts. */
  jwks?: object
  /** The Authorization header that an SSF transmitter must send, verbatim. */
  pushAuthorization?: string
  /** Those that are valid now: two during a rotation. */
  secrets: string[]
  /** Until when the older of two secrets is valid, where it ends by itself. */
  previousSecretUntil?: Date
  settings?: SourceSettings
  /** Private keys of the operator's. */
  credentials?: SourceCredentials
  trust: SourceTrust
  /** May it say that two identifiers name one person? */
  mayLink: boolean
  /** Where it may link: for whose names it speaks beside its own. */
  speaksFor: string[]
  /** From where its requests come; empty = anywhere. */
  ipRanges: string[]
  /** SHA-256 of the client certificates that its requests must come with; empty = none needed. */
  clientCertificates: string[]
  /** Requests a second that it may send; null = as many as the hub lets any. */
  ratePerSecond: number | null
  status: SourceStatus
  /** The hub manages its stream at the transmitter (upstreams.ts), and so learns its keys and audience. */
  hasUpstream: boolean
  tenantId: string
  createdAt: Date
}

export type Limits = Pick<
  Source,
  'trust' | 'mayLink' | 'speaksFor' | 'ipRanges' | 'clientCertificates' | 'ratePerSecond'
>

/** Without a tenant it is the default one's; without limits there are none, and it is believed as far as it proves. */
export type NewSource = Omit<
  Source,
  'createdAt' | 'tenantId' | 'status' | 'previousSecretUntil' | 'hasUpstream' | keyof Limits
> &
  Partial<Limits & Pick<Source, 'hasUpstream'>> & { tenantId?: string }

export type Row = Awaited<ReturnType<PrismaClient['source']['findUniqueOrThrow']>>

/** `until`: an ISO 8601 instant; without it a secret does not end by itself. */
type Secret = { value: string; until?: string }

/** What only the master key opens. */
export type Sealed = Pick<Source, 'pushAuthorization' | 'settings' | 'credentials'> & {
  secrets: Secret[]
}

export const sealAll = (sealed: Sealed, seal: Seal): Promise<string> =>
  seal.seal(JSON.stringify(sealed))

export async function openAll(text: string, seal: Seal): Promise<Sealed> {
  // Written by `sealAll` alone; rows of the first release have the secrets as plain texts.
  const { secrets, ...rest } = JSON.parse(await seal.open(text)) as Omit<Sealed, 'secrets'> & {
    secrets: (Secret | string)[]
  }
  return {
    ...rest,
    secrets: secrets.map((secret) => (typeof secret === 'string' ? { value: secret } : secret)),
  }
}

/** Those that have not ended. */
export const valid = (secrets: readonly Secret[], now: Date): Secret[] =>
  secrets.filter(({ until }) => until === undefined || new Date(until) > now)

export async function toRow(source: NewSource, seal: Seal) {
  const { pushAuthorization, secrets, settings, credentials, jwks, ...columns } = source
  const sealed: Sealed = {
    secrets: secrets.map((value) => ({ value })),
    ...(pushAuthorization === undefined ? {} : { pushAuthorization }),
    ...(settings === undefined ? {} : { settings }),
    ...(credentials === undefined ? {} : { credentials }),
  }
  return {
    ...columns,
    jwks: jwks ? toJson(jwks) : Prisma.DbNull,
    sealed: await sealAll(sealed, seal),
  }
}

export async function toSource(row: Row, seal: Seal, now: Date): Promise<Source> {
  const { sealed, issuer, jwksUri, jwks, kind, trust, status, ...columns } = row
  const { secrets, ...rest } = await openAll(sealed, seal)
  const current = valid(secrets, now)
  const until = current.find((secret) => secret.until !== undefined)?.until
  return {
    ...columns,
    ...rest,
    kind: kind as Source['kind'], // written by sources.ts alone, as are the other words
    trust: trust as Source['trust'],
    status: status as Source['status'],
    ...(issuer === null ? {} : { issuer }),
    ...(jwksUri === null ? {} : { jwksUri }),
    ...(jwks === null ? {} : { jwks: jwks as object }),
    secrets: current.map(({ value }) => value),
    ...(until === undefined ? {} : { previousSecretUntil: new Date(until) }),
  }
}

/** Prisma's JSON type has no name for "what JSON.parse gives". */
export const toJson = (value: object): Prisma.InputJsonObject => value
