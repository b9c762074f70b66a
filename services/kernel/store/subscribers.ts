// Sole writer of: subscriber (its changes: subscriber-changes.ts).
import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Pool } from 'pg'
import type { EncryptionKey } from '../set/encrypt.ts'
import { tokenHash } from '../set/seal.ts'
import { toJson } from './sources.ts'
import { newToken } from '../ids.ts'
import { transaction } from './database.ts'
import type { PrismaClient } from './generated/client.ts'
import { changeSubscriber, type SubscriberChanges } from './subscriber-changes.ts'

/** A SaaS app that subscribes streams. */
export type Subscriber = {
  id: string
  name: string
  audience: string[]
  /** Empty: every event type that the hub supports. */
  allowedEvents: string[]
  /** Where its streams may push to; empty: any public host. */
  pushHosts: string[]
  /** From where its credentials work; empty: anywhere. */
  ipRanges: string[]
  /** What its streams are told subjects by, the best first; empty: as a subject came. */
  subjectFormats: string[]
  /** Formats, and issuers of `iss_sub`, by which its streams may be told a principal beside what was said of it. */
  tellFormats: string[]
  tellIssuers: string[]
  /** What policies choose its streams by. */
  tags: string[]
  description: string | null
  tenantId: string
  defaultSubjects: DefaultSubjects
  /** Every request must prove possession of a key (RFC 9449): its static token does not work then. */
  requireDpop: boolean
  /** What its new streams are signed with. */
  signingAlg: string
  /** The key its new streams are encrypted to. */
  encryption: EncryptionKey | null
  createdAt: Date
}

/** What a new stream is about before subjects are added or removed. */
export type DefaultSubjects = 'ALL' | 'NONE'

export type NewSubscriber = Pick<
  Subscriber,
  'name' | 'audience' | 'allowedEvents' | 'description'
> &
  Partial<
    Pick<
      Subscriber,
      | 'tenantId'
      | 'defaultSubjects'
      | 'requireDpop'
      | 'signingAlg'
      | 'encryption'
      | 'pushHosts'
      | 'ipRanges'
      | 'subjectFormats'
      | 'tellFormats'
      | 'tellIssuers'
      | 'tags'
    >
  >
export type SubscriberStore = ReturnType<typeof createSubscriberStore>

const PUBLIC = {
  id: true,
  name: true,
  audience: true,
  allowedEvents: true,
  pushHosts: true,
  ipRanges: true,
  subjectFormats: true,
  tellFormats: true,
  tellIssuers: true,
  tags: true,
  description: true,
  tenantId: true,
  defaultSubjects: true,
  requireDpop: true,
  signingAlg: true,
  encryption: true,
  createdAt: true,
} as const
/** How long another process may still go by what a subscriber was, or take its token although it is deleted. */
const CACHE_MS = 5_000

export function createSubscriberStore({ prisma, pool }: { prisma: PrismaClient; pool: Pool }) {
  const byToken = new LRUCache<string, Subscriber>({ max: 5_000, ttl: CACHE_MS })
  return {
    create: (subscriber: NewSubscriber) => create(prisma, subscriber),

    /** What is not named stays; its streams follow in the same transaction. Undefined where there is no such subscriber. */
    async update(id: string, changes: SubscriberChanges): Promise<Subscriber | undefined> {
      await transaction(pool, (sql) => changeSubscriber(sql, id, changes))
      byToken.clear()
      return first(prisma, { id })
    },

    /** A new token in place of the old one; undefined where there is no such subscriber. */
    async renewToken(id: string): Promise<string | undefined> {
      const token = newToken('ssfsub')
      const data = { tokenHash: tokenHash(token) }
      const { count } = await prisma.subscriber.updateMany({ where: { id }, data })
      byToken.clear()
      return count > 0 ? token : undefined
    },

    async findByToken(token: string): Promise<Subscriber | undefined> {
      const hash = tokenHash(token)
      const known = byToken.get(hash) ?? (await first(prisma, { tokenHash: hash }))
      if (known) byToken.set(hash, known)
      return known
    },

    findByName: (name: string): Promise<Subscriber | undefined> => first(prisma, { name }),

    async byIds(ids: readonly string[]): Promise<Subscriber[]> {
      const where = { id: { in: [...ids] } }
      return (await prisma.subscriber.findMany({ where, select: PUBLIC })).map(toSubscriber)
    },

    /** By id; `search` is part of the name. */
    list: (query: ListQuery): Promise<Subscriber[]> => list(prisma, query),

    /** Its streams must be deleted first. */
    async delete(id: string): Promise<boolean> {
      const { count } = await prisma.subscriber.deleteMany({ where: { id } })
      byToken.clear()
      return count > 0
    },
  }
}

/** The token is told here and never again: only its hash is kept. */
async function create(
  prisma: PrismaClient,
  { encryption, ...subscriber }: NewSubscriber,
): Promise<{ subscriber: Subscriber; token: string }> {
  const token = newToken('ssfsub')
  const key = encryption ? { encryption: toJson(encryption) } : {}
  const data = { ...subscriber, ...key, id: randomUUID(), tokenHash: tokenHash(token) }
  const row = await prisma.subscriber.create({ data, select: PUBLIC })
  return { subscriber: toSubscriber(row), token }
}

async function first(
  prisma: PrismaClient,
  where: { id: string } | { name: string } | { tokenHash: string },
): Promise<Subscriber | undefined> {
  const row = await prisma.subscriber.findFirst({ where, select: PUBLIC })
  return row ? toSubscriber(row) : undefined
}

/** Prisma knows the column as text; it is written from the type alone. */
const toSubscriber = (
  row: Omit<Subscriber, 'defaultSubjects' | 'encryption'> & {
    defaultSubjects: string
    encryption: unknown
  },
): Subscriber => ({
  ...row,
  defaultSubjects: row.defaultSubjects === 'NONE' ? 'NONE' : 'ALL',
  encryption: row.encryption as EncryptionKey | null, // parsed by schemas/admin.ts before create
})

/** By id, `limit` after `after`. */
type ListQuery = { limit: number; after?: string | undefined; search?: string | undefined }

const list = async (
  prisma: PrismaClient,
  { limit, after, search }: ListQuery,
): Promise<Subscriber[]> => {
  const rows = await prisma.subscriber.findMany({
    where: {
      ...(after === undefined ? {} : { id: { gt: after } }),
      ...(search === undefined ? {} : { name: { contains: search, mode: 'insensitive' } }),
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: PUBLIC,
  })
  return rows.map(toSubscriber)
}
