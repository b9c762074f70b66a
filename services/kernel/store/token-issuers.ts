// Sole writer of: token_issuer.
import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ScopeClaim } from '../../../schemas/oauth.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { isTaken, toJson } from './sources.ts'

/** An authorization server of somebody else whose access tokens a tenant accepts. */
export type TokenIssuer = {
  id: string
  tenantId: string
  issuer: string
  jwksUri: string
  /** One of these must be in the token's `aud`. */
  audience: string[]
  /** The path to the claim that names the subscriber. */
  subscriberClaim: string[]
  /** Claim value → subscriber id; without it the claim is the subscriber's id. */
  subscribers?: Record<string, string>
  scopeClaim: ScopeClaim
  createdAt: Date
}

export type TokenIssuerStore = ReturnType<typeof createTokenIssuerStore>

type Row = Awaited<ReturnType<PrismaClient['tokenIssuer']['findUniqueOrThrow']>>

/** How long another process's change may go unseen. */
const CACHE_MS = 5_000

export function createTokenIssuerStore({ prisma }: { prisma: PrismaClient }) {
  const ofTenants = new LRUCache<string, TokenIssuer[]>({ max: 1_000, ttl: CACHE_MS })
  return {
    /** Undefined where the tenant trusts this issuer already. */
    async create(wanted: NewTokenIssuer): Promise<TokenIssuer | undefined> {
      const created = await insert(prisma, wanted)
      ofTenants.delete(wanted.tenantId)
      return created
    },

    /** From a short-lived cache: requests with an access token ask. */
    async ofTenant(tenantId: string): Promise<TokenIssuer[]> {
      const cached = ofTenants.get(tenantId)
      if (cached) return cached
      const rows = await prisma.tokenIssuer.findMany({
        where: { tenantId },
        orderBy: { issuer: 'asc' },
      })
      const issuers = rows.map(toTokenIssuer)
      ofTenants.set(tenantId, issuers)
      return issuers
    },

    /** By id, `limit` after `after`. */
    async list(limit: number, after?: string): Promise<TokenIssuer[]> {
      const where = after === undefined ? {} : { id: { gt: after } }
      const rows = await prisma.tokenIssuer.findMany({ where, orderBy: { id: 'asc' }, take: limit })
      return rows.map(toTokenIssuer)
    },

    async delete(id: string): Promise<boolean> {
      const { count } = await prisma.tokenIssuer.deleteMany({ where: { id } })
      ofTenants.clear()
      return count > 0
    },
  }
}

type NewTokenIssuer = Omit<TokenIssuer, 'id' | 'createdAt'>

async function insert(
  prisma: PrismaClient,
  { subscribers, ...rest }: NewTokenIssuer,
): Promise<TokenIssuer | undefined> {
  const names = subscribers ? toJson(subscribers) : Prisma.DbNull
  try {
    return toTokenIssuer(
      await prisma.tokenIssuer.create({ data: { ...rest, id: randomUUID(), subscribers: names } }),
    )
  } catch (error) {
    if (isTaken(error)) return undefined
    throw error
  }
}

const toTokenIssuer = ({ subscribers, scopeClaim, ...row }: Row): TokenIssuer => ({
  ...row,
  scopeClaim: scopeClaim as ScopeClaim, // written by create alone
  ...(subscribers === null ? {} : { subscribers: subscribers as Record<string, string> }), // written by create alone
})
