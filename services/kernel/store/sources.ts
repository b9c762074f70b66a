// Sole writer of: source.
import { LRUCache } from 'lru-cache'
import type { SourceKind, SourceSettings } from '../../../schemas/vendor-sources.ts'
import type { Seal } from '../set/seal.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'

/** A source with its credentials in the clear: sealed in the database, never logged. */
export type Source = {
  id: string
  kind: SourceKind
  issuer?: string
  audience?: string[]
  jwksUri?: string
  /** A pinned JWK Set, parsed by schemas/metadata.ts. */
  jwks?: object
  /** The Authorization header that an SSF transmitter must send, verbatim. */
  pushAuthorization?: string
  secrets: string[]
  settings?: SourceSettings
  tenantId: string
  createdAt: Date
}

/** Without a tenant it is the default one's. */
export type NewSource = Omit<Source, 'createdAt' | 'tenantId'> & { tenantId?: string }

export type SourceStore = ReturnType<typeof createSourceStore>

type Row = Awaited<ReturnType<PrismaClient['source']['findUniqueOrThrow']>>
type Sealed = { pushAuthorization?: string; secrets: string[]; settings?: SourceSettings }

/** How long another process's change to a source may go unseen. */
const CACHE_MS = 5_000

export function createSourceStore({ prisma, seal }: { prisma: PrismaClient; seal: Seal }) {
  const cache = new LRUCache<string, { source: Source | undefined }>({ max: 1_000, ttl: CACHE_MS })
  return {
    /** From a short-lived cache: every request to /ingest asks. */
    async get(id: string): Promise<Source | undefined> {
      const cached = cache.get(id)
      if (cached) return cached.source
      const row = await prisma.source.findUnique({ where: { id } })
      const source = row ? await toSource(row, seal) : undefined
      cache.set(id, { source })
      return source
    },

    /** Undefined where the id is taken. */
    async create(source: NewSource): Promise<Source | undefined> {
      try {
        const row = await prisma.source.create({ data: await toRow(source, seal) })
        return await toSource(row, seal)
      } catch (error) {
        if (isTaken(error)) return undefined
        throw error
      } finally {
        cache.delete(source.id)
      }
    },

    /** By id, `limit` after `after`. */
    async list(limit: number, after?: string): Promise<Source[]> {
      const rows = await prisma.source.findMany({
        where: after === undefined ? {} : { id: { gt: after } },
        orderBy: { id: 'asc' },
        take: limit,
      })
      return Promise.all(rows.map((row) => toSource(row, seal)))
    },

    async delete(id: string): Promise<boolean> {
      const { count } = await prisma.source.deleteMany({ where: { id } })
      cache.delete(id)
      return count > 0
    },
  }
}

async function toRow(source: NewSource, seal: Seal) {
  const { pushAuthorization, secrets, settings } = source
  const plain: Sealed = {
    secrets,
    ...(pushAuthorization === undefined ? {} : { pushAuthorization }),
    ...(settings === undefined ? {} : { settings }),
  }
  return {
    id: source.id,
    kind: source.kind,
    issuer: source.issuer ?? null,
    audience: source.audience ?? [],
    jwksUri: source.jwksUri ?? null,
    jwks: source.jwks ? toJson(source.jwks) : Prisma.DbNull,
    ...(source.tenantId === undefined ? {} : { tenantId: source.tenantId }),
    sealed: await seal.seal(JSON.stringify(plain)),
  }
}

async function toSource(row: Row, seal: Seal): Promise<Source> {
  const sealed = JSON.parse(await seal.open(row.sealed)) as Sealed // written by create alone
  const jwks = row.jwks as object | null // written by create alone
  return {
    id: row.id,
    kind: row.kind as Source['kind'], // written by create alone
    ...(row.issuer === null ? {} : { issuer: row.issuer }),
    audience: row.audience,
    ...(row.jwksUri === null ? {} : { jwksUri: row.jwksUri }),
    ...(jwks === null ? {} : { jwks }),
    ...(sealed.pushAuthorization === undefined
      ? {}
      : { pushAuthorization: sealed.pushAuthorization }),
    secrets: sealed.secrets,
    ...(sealed.settings === undefined ? {} : { settings: sealed.settings }),
    tenantId: row.tenantId,
    createdAt: row.createdAt,
  }
}

/** Prisma's JSON type has no name for "what JSON.parse gives". */
export const toJson = (value: object): Prisma.InputJsonObject => value

/** P2002: a unique constraint refused the row. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
