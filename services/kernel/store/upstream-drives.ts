// Sole writer of: upstream_drive.
import type { Pool } from 'pg'
import type { UpstreamTrouble } from '../../../schemas/upstream.ts'
import type { Seal } from '../set/seal.ts'
import type { TokenServer } from '../upstream/token-server.ts'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { transaction } from './database.ts'
import type { PrismaClient } from './generated/client.ts'
import {
  SELECT_UPSTREAM,
  toUpstream,
  type UpstreamDrive,
  type UpstreamRecord,
  type UpstreamRow,
} from './upstream-rows.ts'

/** What a driver writes down; null takes a member away. */
export type DriveChanges = {
  metadata?: UpstreamDrive['metadata']
  tokenServer?: TokenServer | null
  tokenExpiresAt?: Date | null
  stream?: UpstreamDrive['stream'] | null
  appliedRevision?: number
  status?: UpstreamDrive['status'] | null
  statusSetAt?: Date
  verificationAskedAt?: Date | null
  unansweredSince?: Date | null
  polledAt?: Date
  trouble?: readonly UpstreamTrouble[]
}

/** An upstream that a process drives, and a number that grows whenever it should look at it again. */
export type Held = { sourceId: string; changes: number }

export type UpstreamDriveStore = ReturnType<typeof createUpstreamDriveStore>

type StoreDeps = { pool: Pool; prisma: PrismaClient; seal: Seal }

export function createUpstreamDriveStore({ pool, prisma, seal }: StoreDeps) {
  return {
    ...leases(pool),

    /** Undefined where `owner` no longer holds it. */
    async load(sourceId: string, owner: string): Promise<UpstreamRecord | undefined> {
      const { rows } = await pool.query<UpstreamRow>(
        `${SELECT_UPSTREAM} where u.source_id = $1 and d.owner = $2`,
        [sourceId, owner],
      )
      return rows[0] && toUpstream(rows[0], seal)
    },

    /** False where `owner` no longer holds it: then nothing is written. */
    async save(sourceId: string, owner: string, changes: DriveChanges): Promise<boolean> {
      const data = columnsOf(changes)
      const { count } = await prisma.upstreamDrive.updateMany({ where: { sourceId, owner }, data })
      return count === 1
    },
  }
}

/** Times are the database's own, so that clocks of several processes do not matter. */
const leases = (pool: Pool) => ({
  async renew(owner: string, leaseSeconds: number): Promise<void> {
    await pool.query(
      'update upstream_drive set lease_until = now() + make_interval(secs => $2) where owner = $1',
      [owner, leaseSeconds],
    )
  },

  /**
   * Takes up to `limit` that nobody holds: those of one issuer go to one owner, so that its transmitter is asked by one
   * process alone.
   */
  claim: (owner: string, leaseSeconds: number, limit: number): Promise<void> =>
    transaction(pool, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.upstreams])
      await sql.query(CLAIM, [owner, leaseSeconds, limit])
    }),

  /** What `owner` holds, with the number of changes that others made to each. Index upstream_drive(owner). */
  async held(owner: string): Promise<Held[]> {
    const { rows } = await pool.query<{ source_id: string; changes: string }>(
      `select d.source_id, u.revision + u.nudges + a.seq as changes from upstream_drive d
       join upstream u using (source_id) join upstream_arrival a using (source_id)
       where d.owner = $1 and d.lease_until > now()`,
      [owner],
    )
    return rows.map((row) => ({ sourceId: row.source_id, changes: Number(row.changes) }))
  },

  /** Lets go, so that another process need not wait for the lease to run out. */
  async release(owner: string): Promise<void> {
    await pool.query(
      'update upstream_drive set owner = null, lease_until = null where owner = $1',
      [owner],
    )
  },

  /** Ends every lease, for a process that is known to be the only one: a killed one's would run on. */
  async clear(): Promise<void> {
    await pool.query('update upstream_drive set owner = null, lease_until = null')
  },
})

const CLAIM = `
update upstream_drive set owner = $1, lease_until = now() + make_interval(secs => $2) where source_id in (
  select d.source_id from upstream_drive d
  where (d.owner is null or d.lease_until < now()) and not exists (
    select 1 from upstream_drive o where o.issuer = d.issuer and o.owner <> $1 and o.lease_until >= now())
  order by d.source_id limit $3)`

const columnsOf = ({ metadata, tokenServer, stream, status, trouble, ...rest }: DriveChanges) => ({
  ...rest,
  ...(metadata && {
    metadata: JSON.stringify(metadata.document),
    metadataUrl: metadata.url,
    metadataReadAt: metadata.readAt,
    metadataRevision: metadata.revision,
  }),
  ...(tokenServer !== undefined && { tokenServer: tokenServer && JSON.stringify(tokenServer) }),
  ...(stream !== undefined && streamColumns(stream)),
  ...(status !== undefined && statusColumns(status)),
  ...(trouble && { trouble: JSON.stringify(trouble) }),
})

const streamColumns = (stream: UpstreamDrive['stream'] | null) => ({
  streamId: stream?.id ?? null,
  stream: stream ? JSON.stringify(stream.document) : null,
  streamReadAt: stream?.readAt ?? null,
})

const statusColumns = (status: UpstreamDrive['status'] | null) => ({
  status: status?.status ?? null,
  statusReason: status?.reason ?? null,
  statusReadAt: status?.readAt ?? null,
})
