// Sole writer of: admin_token.
import { newToken } from '../ids.ts'
import { tokenHash } from '../set/seal.ts'
import type { PrismaClient } from './generated/client.ts'

export type AdminTokenStore = ReturnType<typeof createAdminTokenStore>

export function createAdminTokenStore({ prisma }: { prisma: PrismaClient }) {
  return {
    /** The first start's token, told once; undefined where there already is one. */
    async createFirst(): Promise<string | undefined> {
      if ((await prisma.adminToken.count()) > 0) return undefined
      const token = newToken('ssfadm')
      await prisma.adminToken.create({ data: { tokenHash: tokenHash(token), name: 'first start' } })
      return token
    },

    async exists(token: string): Promise<boolean> {
      return (await prisma.adminToken.count({ where: { tokenHash: tokenHash(token) } })) > 0
    },
  }
}
