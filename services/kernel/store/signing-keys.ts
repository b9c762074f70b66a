// Sole writer of: signing_key.
import type { JWK } from '../set/jwk.ts'
import type { Seal } from '../set/seal.ts'
import { transaction } from './database.ts'
import type { Pool } from 'pg'

/** A key of the hub, private part in the clear. */
export type SigningKey = {
  kid: string
  alg: string
  publicJwk: JWK
  privateJwk: JWK
  createdAt: Date
  retiredAt: Date | null
}

type Row = {
  kid: string
  alg: string
  public_jwk: JWK
  sealed: string
  created_at: Date
  retired_at: Date | null
}

export type SigningKeyStore = ReturnType<typeof createSigningKeyStore>

/** Keeps two processes that start at once from making two first keys. */
const KEY_LOCK = 7_310_001

export function createSigningKeyStore({ pool, seal }: { pool: Pool; seal: Seal }) {
  const open = async (row: Row): Promise<SigningKey> => ({
    kid: row.kid,
    alg: row.alg,
    publicJwk: row.public_jwk,
    privateJwk: JSON.parse(await seal.open(row.sealed)) as JWK, // written by ensure alone
    createdAt: row.created_at,
    retiredAt: row.retired_at,
  })
  return {
    /** All keys, retired ones too: receivers may still hold SETs signed by them. Newest first. */
    async all(): Promise<SigningKey[]> {
      const { rows } = await pool.query<Row>(
        'select * from signing_key order by created_at desc, kid',
      )
      return Promise.all(rows.map(open))
    },

    /** Stores what `make` gives unless an active key of this algorithm exists. */
    async ensure(
      alg: string,
      make: () => Promise<{ kid: string; publicJwk: JWK; privateJwk: JWK }>,
    ): Promise<void> {
      await transaction(pool, async (sql) => {
        await sql.query('select pg_advisory_xact_lock($1)', [KEY_LOCK])
        const { rows } = await sql.query(
          'select 1 from signing_key where alg = $1 and retired_at is null',
          [alg],
        )
        if (rows.length > 0) return
        const { kid, publicJwk, privateJwk } = await make()
        await sql.query(
          'insert into signing_key (kid, alg, public_jwk, sealed) values ($1, $2, $3, $4)',
          [kid, alg, publicJwk, await seal.seal(JSON.stringify(privateJwk))],
        )
      })
    },
  }
}
