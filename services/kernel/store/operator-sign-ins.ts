// Sole writer of: operator_sign_in.
import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import { tokenHash, type Seal } from '../set/seal.ts'

/** `code`: a one-time code that signs in by itself. `oidc`: what the identity provider's answer must fit. */
export type SignInKind = 'code' | 'oidc'

export type OperatorSignInStore = ReturnType<typeof createOperatorSignInStore>

/** Sign-ins that have begun: each can be finished once, and not for long. */
export function createOperatorSignInStore({
  pool,
  seal,
  clock,
}: {
  pool: Pool
  seal: Seal
  clock: Clock
}) {
  return {
    /** Keeps `content` (sealed) for `ms`; answers the secret it is had by. Those that are over go first. */
    async begin(kind: SignInKind, content: string, ms: number): Promise<string> {
      const secret = randomBytes(24).toString('base64url')
      const now = clock.now()
      await pool.query('delete from operator_sign_in where expires_at < $1', [now])
      await pool.query(
        'insert into operator_sign_in (secret_hash, kind, sealed, expires_at) values ($1, $2, $3, $4)',
        [tokenHash(secret), kind, await seal.seal(content), new Date(now.getTime() + ms)],
      )
      return secret
    },

    /** What was kept under this secret, the first time it is asked for in time; whichever process asks. */
    async finish(kind: SignInKind, secret: string): Promise<string | undefined> {
      const { rows } = await pool.query<{ sealed: string }>(
        'delete from operator_sign_in where secret_hash = $1 and kind = $2 and expires_at > $3 returning sealed',
        [tokenHash(secret), kind, clock.now()],
      )
      return rows[0] && seal.open(rows[0].sealed)
    },
  }
}
