import type { StreamStatus } from '../../../schemas/events/ssf.ts'
import type { UpstreamAuthorization } from '../../../schemas/upstream-authorization.ts'
import type { UpstreamSettings, UpstreamTrouble } from '../../../schemas/upstream.ts'
import type { Dialect } from '../../../schemas/vendor-sources.ts'
import type { ClientKey } from '../set/client-key.ts'
import type { Seal } from '../set/seal.ts'
import type { TokenServer } from '../upstream/token-server.ts'

export type UpstreamSecrets = { authorization: UpstreamAuthorization; clientKey?: ClientKey }

/** What operators want of a source's stream at its transmitter. */
export type UpstreamWish = {
  sourceId: string
  tenantId: string
  issuer: string
  /** What the stream's `aud` is expected to be; empty = whatever the transmitter says. */
  audience: string[]
  dialect?: Dialect
  settings: Omit<UpstreamSettings, 'authorization'>
  /** In the clear: sealed in the database, never logged. */
  secrets: UpstreamSecrets
  isRemoved: boolean
  /** Counts changes of settings and credentials. */
  revision: number
  statusWanted?: { status: StreamStatus; reason?: string; at: Date }
  verifyWantedAt?: Date
  createdAt: Date
}

/** How far its driver is. */
export type UpstreamDrive = {
  /** `revision`: the one that it was read for. */
  metadata?: { document: Record<string, unknown>; url: string; readAt: Date; revision: number }
  tokenServer?: TokenServer
  tokenExpiresAt?: Date
  stream?: { id: string; document: Record<string, unknown>; readAt?: Date }
  /** The revision that the stream was made or changed to. */
  appliedRevision: number
  status?: { status: StreamStatus; reason?: string; readAt: Date }
  /** When the status was last asked to be another. */
  statusSetAt?: Date
  verificationAskedAt?: Date
  /** The first verification that was asked for since one arrived. */
  unansweredSince?: Date
  polledAt?: Date
  trouble: UpstreamTrouble[]
}

/** What its SETs told. */
export type UpstreamArrival = {
  /** Counts what the driver should look at. */
  seq: number
  setAt?: Date
  lagSeconds?: number
  verifiedAt?: Date
  /** When the verification was asked for that came last. */
  verifiedAskedAt?: Date
  told?: { status: StreamStatus; reason?: string; at: Date }
}

export type UpstreamRecord = UpstreamWish & { drive: UpstreamDrive; arrival: UpstreamArrival }

export type UpstreamRow = {
  source_id: string
  tenant_id: string
  issuer: string
  audience: string[]
  dialect: Dialect | null
  settings: UpstreamWish['settings']
  sealed: string
  is_removed: boolean
  revision: number
  status_wanted: StreamStatus | null
  status_wanted_reason: string | null
  status_wanted_at: Date | null
  verify_wanted_at: Date | null
  created_at: Date
  metadata: string | null
  metadata_url: string | null
  metadata_read_at: Date | null
  metadata_revision: number | null
  token_server: string | null
  token_expires_at: Date | null
  stream_id: string | null
  stream: string | null
  stream_read_at: Date | null
  applied_revision: number
  status: StreamStatus | null
  status_reason: string | null
  status_read_at: Date | null
  status_set_at: Date | null
  verification_asked_at: Date | null
  unanswered_since: Date | null
  polled_at: Date | null
  trouble: string
  seq: string
  set_at: Date | null
  lag_seconds: number | null
  verified_at: Date | null
  verified_asked_at: Date | null
  told_status: StreamStatus | null
  told_reason: string | null
  told_at: Date | null
}

export const SELECT_UPSTREAM = `
select u.*, d.metadata, d.metadata_url, d.metadata_read_at, d.metadata_revision, d.token_server, d.token_expires_at, d.stream_id, d.stream,
  d.stream_read_at, d.applied_revision, d.status, d.status_reason, d.status_read_at, d.status_set_at, d.verification_asked_at,
  d.unanswered_since,
  d.polled_at, d.trouble, a.seq, a.set_at, a.lag_seconds, a.verified_at, a.verified_asked_at, a.told_status, a.told_reason, a.told_at
from upstream u join upstream_drive d using (source_id) join upstream_arrival a using (source_id)`

export async function toUpstream(row: UpstreamRow, seal: Seal): Promise<UpstreamRecord> {
  const secrets = JSON.parse(await seal.open(row.sealed)) as UpstreamSecrets // written by upstreams.ts alone
  return { ...toWish(row), secrets, drive: toDrive(row), arrival: toArrival(row) }
}

const toWish = (row: UpstreamRow): Omit<UpstreamWish, 'secrets'> => ({
  sourceId: row.source_id,
  tenantId: row.tenant_id,
  issuer: row.issuer,
  audience: row.audience,
  ...present('dialect', row.dialect),
  settings: row.settings,
  isRemoved: row.is_removed,
  revision: row.revision,
  ...(row.status_wanted !== null &&
    row.status_wanted_at !== null && {
      statusWanted: {
        status: row.status_wanted,
        at: row.status_wanted_at,
        ...present('reason', row.status_wanted_reason),
      },
    }),
  ...present('verifyWantedAt', row.verify_wanted_at),
  createdAt: row.created_at,
})

// `as` below: the documents were written by upstream-drives.ts alone, which has parsed them.
function toDrive(row: UpstreamRow): UpstreamDrive {
  return {
    ...(row.metadata !== null &&
      row.metadata_url !== null &&
      row.metadata_read_at !== null && {
        metadata: {
          document: JSON.parse(row.metadata) as Record<string, unknown>,
          url: row.metadata_url,
          readAt: row.metadata_read_at,
          revision: row.metadata_revision ?? 0,
        },
      }),
    ...(row.token_server !== null && { tokenServer: JSON.parse(row.token_server) as TokenServer }),
    ...present('tokenExpiresAt', row.token_expires_at),
    ...streamOf(row),
    appliedRevision: row.applied_revision,
    ...(row.status !== null &&
      row.status_read_at !== null && {
        status: {
          status: row.status,
          readAt: row.status_read_at,
          ...present('reason', row.status_reason),
        },
      }),
    ...present('statusSetAt', row.status_set_at),
    ...present('verificationAskedAt', row.verification_asked_at),
    ...present('unansweredSince', row.unanswered_since),
    ...present('polledAt', row.polled_at),
    trouble: toTrouble(row.trouble),
  }
}

const streamOf = ({
  stream_id,
  stream,
  stream_read_at,
}: UpstreamRow): Pick<UpstreamDrive, 'stream'> =>
  stream_id === null
    ? {}
    : {
        stream: {
          id: stream_id,
          document: JSON.parse(stream ?? '{}') as Record<string, unknown>,
          ...present('readAt', stream_read_at),
        },
      }

type StoredTrouble = Omit<UpstreamTrouble, 'since' | 'nextAttemptAt'> & {
  since: string
  nextAttemptAt: string
}

const toTrouble = (text: string): UpstreamTrouble[] =>
  (JSON.parse(text) as StoredTrouble[]).map((one) => ({
    ...one,
    since: new Date(one.since),
    nextAttemptAt: new Date(one.nextAttemptAt),
  }))

const toArrival = (row: UpstreamRow): UpstreamArrival => ({
  seq: Number(row.seq),
  ...present('setAt', row.set_at),
  ...present('lagSeconds', row.lag_seconds),
  ...present('verifiedAt', row.verified_at),
  ...present('verifiedAskedAt', row.verified_asked_at),
  ...(row.told_status !== null &&
    row.told_at !== null && {
      told: { status: row.told_status, at: row.told_at, ...present('reason', row.told_reason) },
    }),
})

const present = <Name extends string, Value>(
  name: Name,
  value: Value | null,
): Partial<Record<Name, Value>> =>
  value === null ? {} : ({ [name]: value } as Partial<Record<Name, Value>>) // one member, of that name
