// Sole writer of: policy.
import { Policy } from '../../../schemas/policy.ts'
import type { PrismaClient } from './generated/client.ts'
import { toJson } from './sources.ts'

export type PolicyStore = ReturnType<typeof createPolicyStore>

export function createPolicyStore({ prisma }: { prisma: PrismaClient }) {
  return {
    async enabled(): Promise<Policy[]> {
      const rows = await prisma.policy.findMany({
        where: { enabled: true },
        orderBy: { id: 'asc' },
      })
      return rows.map((row) => Policy.parse(row.document))
    },

    async list(): Promise<Policy[]> {
      return (await prisma.policy.findMany({ orderBy: { id: 'asc' } })).map((row) =>
        Policy.parse(row.document),
      )
    },

    /** Stores the given ones that the database has never had; what an operator changed stays. */
    async seed(policies: readonly Policy[]): Promise<void> {
      await prisma.policy.createMany({
        data: policies.map((policy) => ({
          id: policy.id,
          version: policy.version,
          enabled: policy.enabled,
          document: toJson(policy),
        })),
        skipDuplicates: true,
      })
    },
  }
}
