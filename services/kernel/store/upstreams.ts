// Sole writer of: upstream; makes and deletes upstream_drive, upstream_arrival, upstream_verification,
// upstream_subject and conformance_run with it.
import type { Pool } from 'pg'
import type { StreamStatus } from '../../../schemas/events/ssf.ts'
import type { Seal } from '../set/seal.ts'
import { transaction } from './database.ts'
import {
  SELECT_UPSTREAM,
  toUpstream,
  type UpstreamRecord,
  type UpstreamRow,
  type UpstreamWish,
} from './upstream-rows.ts'

export type {
  UpstreamArrival,
  UpstreamDrive,
  UpstreamRecord,
  UpstreamSecrets,
  UpstreamWish,
} from './upstream-rows.ts'

export type NewUpstream = Pick<
  UpstreamWish,
  'sourceId' | 'tenantId' | 'issuer' | 'audience' | 'dialect' | 'settings' | 'secrets'
>

export type UpstreamStore = ReturnType<typeof createUpstreamStore>

type StoreDeps = { pool: Pool; seal: Seal }

const OWNED_TABLES = [
  'upstream_drive',
  'upstream_arrival',
  'upstream_verification',
  'upstream_subject',
  'conformance_run',
] as const

export function createUpstreamStore(deps: StoreDeps) {
  const { pool, seal } = deps
  const select = async (where: string, values: unknown[]): Promise<UpstreamRecord[]> => {
    const { rows } = await pool.query<UpstreamRow>(`${SELECT_UPSTREAM} where ${where}`, values)
    return Promise.all(rows.map((row) => toUpstream(row, seal)))
  }
  return {
    /** False where there is one of this source, perhaps one that is still being removed. */
    create: (upstream: NewUpstream): Promise<boolean> => create(deps, upstream),

    find: async (sourceId: string): Promise<UpstreamRecord | undefined> =>
      (await select('u.source_id = $1', [sourceId]))[0],

    /** By source, `limit` after `after`; also those that are being removed. */
    list: (limit: number, after?: string): Promise<UpstreamRecord[]> =>
      select('($1::text is null or u.source_id > $1) order by u.source_id limit $2', [
        after ?? null,
        limit,
      ]),

    ...wishes(deps),

    /** Nothing of it is left here, whatever is left at the transmitter. */
    forget: (sourceId: string): Promise<boolean> =>
      transaction(pool, async (sql) => {
        for (const table of OWNED_TABLES)
          await sql.query(`delete from ${table} where source_id = $1`, [sourceId])
        const deleted = await sql.query('delete from upstream where source_id = $1', [sourceId])
        return deleted.rowCount === 1
      }),
  }
}

/** Each is false where there is no such upstream, or it is being removed. Its driver does what follows. */
function wishes({ pool, seal }: StoreDeps) {
  const wish = async (sets: string, values: unknown[]): Promise<boolean> => {
    const text = `update upstream set ${sets}, nudges = nudges + 1 where source_id = $1 and not is_removed`
    return (await pool.query(text, values)).rowCount === 1
  }
  return {
    change: async (
      sourceId: string,
      { settings, secrets }: Pick<UpstreamWish, 'settings' | 'secrets'>,
    ): Promise<boolean> => {
      const sealed = await seal.seal(JSON.stringify(secrets))
      return wish('settings = $2, sealed = $3, revision = revision + 1', [
        sourceId,
        JSON.stringify(settings),
        sealed,
      ])
    },

    wantStatus: (sourceId: string, status: StreamStatus, reason: string | null): Promise<boolean> =>
      wish('status_wanted = $2, status_wanted_reason = $3, status_wanted_at = now()', [
        sourceId,
        status,
        reason,
      ]),

    wantVerification: (sourceId: string): Promise<boolean> =>
      wish('verify_wanted_at = now()', [sourceId]),

    /** There is something to do: subjects to be told, for example. */
    nudge: (sourceId: string): Promise<boolean> => wish('is_removed = is_removed', [sourceId]),

    /** Its stream is to be deleted at the transmitter; the rest goes when that is done. */
    remove: (sourceId: string): Promise<boolean> => wish('is_removed = true', [sourceId]),
  }
}

async function create({ pool, seal }: StoreDeps, upstream: NewUpstream): Promise<boolean> {
  const { sourceId, tenantId, issuer, audience, dialect = null, settings, secrets } = upstream
  const sealed = await seal.seal(JSON.stringify(secrets))
  return transaction(pool, async (sql) => {
    const { rowCount } = await sql.query(
      `insert into upstream (source_id, tenant_id, issuer, audience, dialect, settings, sealed)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [sourceId, tenantId, issuer, audience, dialect, JSON.stringify(settings), sealed],
    )
    if (rowCount !== 1) return false
    await sql.query('insert into upstream_drive (source_id, issuer) values ($1, $2)', [
      sourceId,
      issuer,
    ])
    await sql.query('insert into upstream_arrival (source_id) values ($1)', [sourceId])
    return true
  })
}
