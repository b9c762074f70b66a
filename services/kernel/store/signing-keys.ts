// Sole writer of: signing_key.
import type { Pool } from 'pg'
import type { JWK } from '../set/jwk.ts'
import type { Seal } from '../set/seal.ts'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { transaction, type Sql } from './database.ts'

/** A key of the hub, private part in the clear. */
export type SigningKey = {
  kid: string
  alg: string
  publicJwk: JWK
  privateJwk: JWK
  createdAt: Date
  activeFrom: Date
  retiredAt: Date | null
}

type NewKey = { kid: string; publicJwk: JWK; privateJwk: JWK }
type Row = {
  kid: string
  alg: string
  public_jwk: JWK
  sealed: string
  created_at: Date
  active_from: Date
  retired_at: Date | null
}

export type SigningKeyStore = ReturnType<typeof createSigningKeyStore>

export function createSigningKeyStore({ pool, seal }: { pool: Pool; seal: Seal }) {
  const locked = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
    transaction(pool, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.signingKeys])
      return work(sql)
    })

  return {
    /** All keys that are published, newest first. */
    async all(): Promise<SigningKey[]> {
      const { rows } = await pool.query<Row>(
        'select * from signing_key order by active_from desc, kid',
      )
      return Promise.all(rows.map((row) => toKey(row, seal)))
    },

    /** Stores what `make` gives unless a key of this algorithm exists. */
    ensure: (alg: string, make: MakeKey): Promise<void> =>
      locked(async (sql) => {
        const held = 'select 1 from signing_key where alg = $1 and retired_at is null'
        const { rows } = await sql.query(held, [alg])
        if (rows.length === 0) await insert(sql, seal, { alg, make, activeFrom: null })
      }),

    /** A next key, published now and signing from `activeFrom` on; false where one already waits, which is then brought forward at most. */
    rotate: (alg: string, make: MakeKey, activeFrom: Date): Promise<boolean> =>
      locked(async (sql) => {
        const waiting = await sql.query(
          'update signing_key set active_from = least(active_from, $2) where alg = $1 and active_from > now()',
          [alg, activeFrom],
        )
        if (waiting.rowCount === 0) await insert(sql, seal, { alg, make, activeFrom })
        return waiting.rowCount === 0
      }),

    /** Marks as retired every key that a younger one of its algorithm has taken over from. */
    retireReplaced: (now: Date): Promise<string[]> => kids(pool, RETIRE, now),

    /** Forgets keys retired before `before` once no SET signed with them is owed any more. */
    forget: (before: Date): Promise<string[]> => kids(pool, FORGET, before),
  }
}

const RETIRE = `
update signing_key k set retired_at = $1 where retired_at is null and exists (
  select 1 from signing_key n where n.alg = k.alg and n.active_from <= $1 and n.active_from > k.active_from)
returning kid`

const FORGET = `
delete from signing_key k where retired_at < $1
  and not exists (select 1 from delivery_exception x where x.kid = k.kid and x.state in ('retry', 'polled'))
  and not exists (select 1 from signed_ahead a where a.kid = k.kid)
  and not exists (select 1 from control_set c where c.kid = k.kid and c.settled_at is null)
returning kid`

async function kids(pool: Pool, statement: string, instant: Date): Promise<string[]> {
  const { rows } = await pool.query<{ kid: string }>(statement, [instant])
  return rows.map(({ kid }) => kid)
}

type MakeKey = () => Promise<NewKey>
type Insertion = { alg: string; make: MakeKey; activeFrom: Date | null }

async function insert(sql: Sql, seal: Seal, { alg, make, activeFrom }: Insertion): Promise<void> {
  const { kid, publicJwk, privateJwk } = await make()
  const sealed = await seal.seal(JSON.stringify(privateJwk))
  await sql.query(
    `insert into signing_key (kid, alg, public_jwk, sealed, active_from)
     values ($1, $2, $3, $4, coalesce($5, now()))`,
    [kid, alg, publicJwk, sealed, activeFrom],
  )
}

const toKey = async (row: Row, seal: Seal): Promise<SigningKey> => ({
  kid: row.kid,
  alg: row.alg,
  publicJwk: row.public_jwk,
  privateJwk: JSON.parse(await seal.open(row.sealed)) as JWK, // written by insert alone
  createdAt: row.created_at,
  activeFrom: row.active_from,
  retiredAt: row.retired_at,
})
