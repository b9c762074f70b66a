// Sole writer of: oauth_key.
import type { Pool } from 'pg'
import type { JWK } from '../set/jwk.ts'
import type { Seal } from '../set/seal.ts'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { transaction } from './database.ts'

/** A key that access tokens are signed with, private part in the clear. */
export type OauthKey = {
  kid: string
  alg: string
  publicJwk: JWK
  privateJwk: JWK
  isActive: boolean
}
export type NewOauthKey = Pick<OauthKey, 'kid' | 'alg' | 'publicJwk' | 'privateJwk'>
export type OauthKeyStore = ReturnType<typeof createOauthKeyStore>

type Row = {
  kid: string
  alg: string
  public_jwk: JWK
  sealed: string
  retired_at: Date | null
}

export function createOauthKeyStore({ pool, seal }: { pool: Pool; seal: Seal }) {
  const open = async (row: Row): Promise<OauthKey> => ({
    kid: row.kid,
    alg: row.alg,
    publicJwk: row.public_jwk,
    privateJwk: JSON.parse(await seal.open(row.sealed)) as JWK, // written by renew alone
    isActive: row.retired_at === null,
  })
  return {
    /** The active key first, then those that unexpired tokens may have been signed with. */
    async all(): Promise<OauthKey[]> {
      const { rows } = await pool.query<Row>(
        'select * from oauth_key order by retired_at desc nulls first, created_at desc, kid',
      )
      return Promise.all(rows.map(open))
    },

    /** Puts what `make` gives in place of a key made before `since`, or of none, and removes what retired before `forget`. */
    async renew(make: () => Promise<NewOauthKey>, since: Date, forget: Date): Promise<void> {
      await transaction(pool, async (sql) => {
        await sql.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.oauthKeys])
        await sql.query('delete from oauth_key where retired_at < $1', [forget])
        const { rows } = await sql.query(
          'select 1 from oauth_key where retired_at is null and created_at > $1',
          [since],
        )
        if (rows.length > 0) return
        const { kid, alg, publicJwk, privateJwk } = await make()
        await sql.query('update oauth_key set retired_at = now() where retired_at is null')
        await sql.query(
          'insert into oauth_key (kid, alg, public_jwk, sealed) values ($1, $2, $3, $4)',
          [kid, alg, publicJwk, await seal.seal(JSON.stringify(privateJwk))],
        )
      })
    },
  }
}
