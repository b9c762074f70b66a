// Sole writer of: tenant.
import type { Clock } from '../clock.ts'
import type { PrismaClient } from './generated/client.ts'
import { isTaken } from './sources.ts'

/** A tenant with an issuer of its own. The tenant called default has no row: its issuer is the hub's. */
export type Tenant = { id: string; issuer: string; createdAt: Date }

export type TenantStore = ReturnType<typeof createTenantStore>

/** How long another process's new tenant may go unseen. */
const FRESH_MS = 2_000

export function createTenantStore({ prisma, clock }: { prisma: PrismaClient; clock: Clock }) {
  let cached: { tenants: Tenant[]; until: number } | undefined
  return {
    /** All of them, from a short-lived cache: every request asks. */
    async list(): Promise<Tenant[]> {
      const now = clock.now().getTime()
      if (!cached || cached.until <= now)
        cached = {
          tenants: await prisma.tenant.findMany({ orderBy: { id: 'asc' } }),
          until: now + FRESH_MS,
        }
      return cached.tenants
    },

    /** Undefined where the id or the issuer is taken. */
    async create(tenant: { id: string; issuer: string }): Promise<Tenant | undefined> {
      try {
        return await prisma.tenant.create({ data: tenant })
      } catch (error) {
        if (isTaken(error)) return undefined
        throw error
      } finally {
        cached = undefined
      }
    },
  }
}
