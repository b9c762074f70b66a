// Sole writer of: source.
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Seal } from '../set/seal.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import {
  openAll,
  sealAll,
  toRow,
  toSource,
  valid,
  type Limits,
  type NewSource,
  type Row,
  type Sealed,
  type Source,
} from './source-rows.ts'

export { toJson, type NewSource, type Source } from './source-rows.ts'

export type SourceChanges = Partial<
  Limits & Pick<Source, 'status' | 'settings' | 'audience' | 'jwksUri'>
>

export type SourceStore = ReturnType<typeof createSourceStore>

type StoreDeps = { prisma: PrismaClient; seal: Seal; clock: Pick<Clock, 'now'> }

/** How long another process's change to a source may go unseen. */
const CACHE_MS = 5_000

type Cache = LRUCache<string, { source: Source | undefined }>

export function createSourceStore(deps: StoreDeps) {
  const { prisma, seal, clock } = deps
  const cache: Cache = new LRUCache({ max: 1_000, ttl: CACHE_MS })
  const open = (row: Row) => toSource(row, seal, clock.now())
  const refresh = (id: string) => read(deps, cache, id)
  return {
    /** From a short-lived cache: every request to /ingest asks. */
    async get(id: string): Promise<Source | undefined> {
      const cached = cache.get(id)
      return cached ? cached.source : refresh(id)
    },

    /** From the database, for who suspects that another process has changed it. */
    refresh,

    /** Undefined where the id is taken. */
    async create(source: NewSource): Promise<Source | undefined> {
      try {
        return await open(await prisma.source.create({ data: await toRow(source, seal) }))
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
      return Promise.all(rows.map(open))
    },

    async delete(id: string): Promise<boolean> {
      const { count } = await prisma.source.deleteMany({ where: { id } })
      cache.delete(id)
      return count > 0
    },

    ...changes(deps, cache),
  }
}

async function read(
  { prisma, seal, clock }: StoreDeps,
  cache: Cache,
  id: string,
): Promise<Source | undefined> {
  const row = await prisma.source.findUnique({ where: { id } })
  const source = row ? await toSource(row, seal, clock.now()) : undefined
  cache.set(id, { source })
  return source
}

/** Each answers the source as it is then; undefined where there is none. */
function changes(deps: StoreDeps, cache: Cache) {
  const { seal, clock } = deps
  const change = async (id: string, to: Change): Promise<Source | undefined> => {
    const row = await changed(deps, id, to)
    cache.delete(id)
    return row && toSource(row, seal, clock.now())
  }
  return {
    update: (id: string, { settings, ...columns }: SourceChanges): Promise<Source | undefined> =>
      change(id, (sealed) => ({
        columns,
        sealed: settings === undefined ? sealed : { ...sealed, settings },
      })),

    /** A new secret; the newest before it is valid until then, any other no more. */
    rotateSecret: (id: string, secret: string, previousUntil: Date): Promise<Source | undefined> =>
      change(id, (sealed) => {
        const before = valid(sealed.secrets, clock.now()).at(-1)
        const previous = before && { value: before.value, until: previousUntil.toISOString() }
        const secrets = [...(previous ? [previous] : []), { value: secret }]
        return { columns: {}, sealed: { ...sealed, secrets } }
      }),
  }
}

type Change = (sealed: Sealed) => { columns: Omit<SourceChanges, 'settings'>; sealed: Sealed }

/** Under the row's lock: what is sealed is read and written whole. */
const changed = ({ prisma, seal }: StoreDeps, id: string, change: Change) =>
  prisma.$transaction(async (sql) => {
    await sql.$queryRaw`select 1 from source where id = ${id} for update`
    const row = await sql.source.findUnique({ where: { id } })
    if (!row) return undefined
    const { columns, sealed } = change(await openAll(row.sealed, seal))
    return sql.source.update({
      where: { id },
      data: { ...columns, sealed: await sealAll(sealed, seal) },
    })
  })

/** P2002: a unique constraint refused the row. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
