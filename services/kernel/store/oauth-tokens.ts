// Sole writer of: oauth_revocation, oauth_once.
import { createHash } from 'node:crypto'
import type { Pool } from 'pg'

export type OauthTokenStore = ReturnType<typeof createOauthTokenStore>

/** What must be remembered about tokens that are themselves not stored: what was revoked, what was used. */
export function createOauthTokenStore({ pool }: { pool: Pool }) {
  return {
    async revoke(jti: string, expiresAt: Date): Promise<void> {
      await pool.query(
        'insert into oauth_revocation (jti, expires_at) values ($1, $2) on conflict do nothing',
        [jti, expiresAt],
      )
    },

    async isRevoked(jti: string): Promise<boolean> {
      const { rows } = await pool.query('select 1 from oauth_revocation where jti = $1', [jti])
      return rows.length > 0
    },

    /** True the first time these parts are used, whichever process asks. Primary key oauth_once. */
    async useOnce(parts: readonly string[], expiresAt: Date): Promise<boolean> {
      const id = createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
      const { rowCount } = await pool.query(
        'insert into oauth_once (id, expires_at) values ($1, $2) on conflict do nothing',
        [id, expiresAt],
      )
      return rowCount === 1
    },

    /** Forgets what has expired. Indexes oauth_revocation_expires_at_idx, oauth_once_expires_at_idx. */
    async prune(now: Date): Promise<void> {
      await pool.query('delete from oauth_revocation where expires_at < $1', [now])
      await pool.query('delete from oauth_once where expires_at < $1', [now])
    },
  }
}
