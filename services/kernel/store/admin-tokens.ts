// Sole writer of: admin_token.
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { OperatorRole } from '../../../schemas/roles.ts'
import type { Clock } from '../clock.ts'
import { newToken } from '../ids.ts'
import { tokenHash } from '../set/seal.ts'
import type { PrismaClient } from './generated/client.ts'

/** A credential of the admin API without its secret. */
export type AdminToken = {
  id: string
  name: string
  role: OperatorRole
  /** Who made it; none for the first start's. */
  createdBy?: string
  createdAt: Date
  expiresAt?: Date
  /** Within a minute. */
  usedAt?: Date
}

/** Whom a token speaks for: nobody may be a second person by a token that he made himself. */
export type TokenHolder = Pick<AdminToken, 'id' | 'name' | 'role'> & { person: string }

export type NewAdminToken = {
  name: string
  role: OperatorRole
  expiresAt?: Date
  by: { name: string; person: string }
}

export type AdminTokenStore = ReturnType<typeof createAdminTokenStore>

/** Whoever holds the token that the first start told. */
export const LOCAL_ADMINISTRATOR = 'local administrator'

type StoreDeps = { prisma: PrismaClient; pool: Pool; clock: Clock }

export function createAdminTokenStore({ prisma, pool, clock }: StoreDeps) {
  return {
    /** The first start's token, told once; undefined where there already is one. */
    async createFirst(): Promise<string | undefined> {
      if ((await prisma.adminToken.count()) > 0) return undefined
      const token = newToken('ssfadm')
      const row = { id: randomUUID(), tokenHash: tokenHash(token), name: 'first start' }
      await prisma.adminToken.create({ data: row })
      return token
    },

    create: (wanted: NewAdminToken) => create(prisma, wanted, clock.now()),

    /** Whose this token is, while it is valid. Primary key; a use is noted once a minute. */
    async holder(token: string): Promise<TokenHolder | undefined> {
      const { rows } = await pool.query<HolderRow>(HOLDER, [tokenHash(token), clock.now()])
      const row = rows[0]
      if (row?.is_unnoted)
        await pool.query('update admin_token set used_at = $2 where id = $1', [row.id, clock.now()])
      return row && toHolder(row)
    },

    /** Those of `ids` that are valid. */
    async validOf(ids: readonly string[]): Promise<Set<string>> {
      const { rows } = await pool.query<{ id: string }>(
        'select id from admin_token where id = any($1::uuid[]) and (expires_at is null or expires_at > $2)',
        [ids, clock.now()],
      )
      return new Set(rows.map(({ id }) => id))
    },

    async list(limit: number, after?: string): Promise<AdminToken[]> {
      const rows = await prisma.adminToken.findMany({
        where: after === undefined ? {} : { id: { gt: after } },
        orderBy: { id: 'asc' },
        take: limit,
      })
      return rows.map(toAdminToken)
    },

    /** Sessions that were signed in with it end too (operator-sessions.ts). False where there is none. */
    async delete(id: string): Promise<boolean> {
      return (await prisma.adminToken.deleteMany({ where: { id } })).count > 0
    },
  }
}

/** The token is told this once. */
async function create(
  prisma: PrismaClient,
  { by, ...wanted }: NewAdminToken,
  createdAt: Date,
): Promise<{ token: string; made: AdminToken }> {
  const token = newToken('ssfadm')
  const made = await prisma.adminToken.create({
    data: {
      ...wanted,
      id: randomUUID(),
      tokenHash: tokenHash(token),
      createdBy: by.name,
      createdByPerson: by.person,
      createdAt,
    },
  })
  return { token, made: toAdminToken(made) }
}

type HolderRow = {
  id: string
  name: string
  role: string
  created_by_person: string | null
  is_unnoted: boolean
}

const HOLDER = `
select id, name, role, created_by_person, used_at is null or used_at < $2::timestamptz - interval '1 minute' as is_unnoted
from admin_token where token_hash = $1 and (expires_at is null or expires_at > $2)`

const toHolder = ({ id, name, role, created_by_person: person }: HolderRow): TokenHolder => ({
  id,
  name,
  role: OperatorRole.parse(role),
  person: person ?? LOCAL_ADMINISTRATOR,
})

type Row = {
  id: string
  name: string
  role: string
  createdBy: string | null
  createdAt: Date
  expiresAt: Date | null
  usedAt: Date | null
}

const toAdminToken = ({
  id,
  name,
  role,
  createdBy,
  createdAt,
  expiresAt,
  usedAt,
}: Row): AdminToken => ({
  id,
  name,
  role: OperatorRole.parse(role),
  createdAt,
  ...(createdBy === null ? {} : { createdBy }),
  ...(expiresAt === null ? {} : { expiresAt }),
  ...(usedAt === null ? {} : { usedAt }),
})
