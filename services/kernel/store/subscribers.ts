// Sole writer of: subscriber.
import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { tokenHash } from '../set/seal.ts'
import { newToken } from '../ids.ts'
import type { PrismaClient } from './generated/client.ts'

/** A SaaS app that subscribes streams. */
export type Subscriber = {
  id: string
  name: string
  audience: string[]
  /** Empty: every event type that the hub supports. */
  allowedEvents: string[]
  description: string | null
  createdAt: Date
}

export type NewSubscriber = Pick<Subscriber, 'name' | 'audience' | 'allowedEvents' | 'description'>
export type SubscriberStore = ReturnType<typeof createSubscriberStore>

const PUBLIC = {
  id: true,
  name: true,
  audience: true,
  allowedEvents: true,
  description: true,
  createdAt: true,
} as const
/** How long a deleted subscriber's token may still work in another process. */
const CACHE_MS = 5_000

export function createSubscriberStore({ prisma }: { prisma: PrismaClient }) {
  const byToken = new LRUCache<string, Subscriber>({ max: 5_000, ttl: CACHE_MS })
  return {
    /** The token is told here and never again: only its hash is kept. */
    async create(subscriber: NewSubscriber): Promise<{ subscriber: Subscriber; token: string }> {
      const token = newToken('ssfsub')
      const data = { ...subscriber, id: randomUUID(), tokenHash: tokenHash(token) }
      return { subscriber: await prisma.subscriber.create({ data, select: PUBLIC }), token }
    },

    /** A new token in place of the old one. */
    async renewToken(id: string): Promise<string> {
      const token = newToken('ssfsub')
      await prisma.subscriber.update({ where: { id }, data: { tokenHash: tokenHash(token) } })
      byToken.clear()
      return token
    },

    async findByToken(token: string): Promise<Subscriber | undefined> {
      const hash = tokenHash(token)
      const cached = byToken.get(hash)
      if (cached) return cached
      const subscriber = await prisma.subscriber.findUnique({
        where: { tokenHash: hash },
        select: PUBLIC,
      })
      if (subscriber) byToken.set(hash, subscriber)
      return subscriber ?? undefined
    },

    async findByName(name: string): Promise<Subscriber | undefined> {
      return (await prisma.subscriber.findFirst({ where: { name }, select: PUBLIC })) ?? undefined
    },

    async byIds(ids: readonly string[]): Promise<Subscriber[]> {
      return prisma.subscriber.findMany({ where: { id: { in: [...ids] } }, select: PUBLIC })
    },

    list: (limit: number, after?: string): Promise<Subscriber[]> => list(prisma, limit, after),

    /** Its streams must be deleted first. */
    async delete(id: string): Promise<boolean> {
      const { count } = await prisma.subscriber.deleteMany({ where: { id } })
      byToken.clear()
      return count > 0
    },
  }
}

/** By id, `limit` after `after`. */
const list = (prisma: PrismaClient, limit: number, after?: string): Promise<Subscriber[]> =>
  prisma.subscriber.findMany({
    where: after === undefined ? {} : { id: { gt: after } },
    orderBy: { id: 'asc' },
    take: limit,
    select: PUBLIC,
  })
