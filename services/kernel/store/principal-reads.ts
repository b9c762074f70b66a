// Reads only: principals as operators see them.
import type { Pool } from 'pg'
import { nameOf } from '../../../schemas/identity.ts'
import type {
  PrincipalDetail,
  PrincipalMerge,
  PrincipalSummary,
  RelatedPrincipal,
} from '../../../schemas/principal-admin.ts'
import { PrincipalKind, type Principal } from '../../../schemas/principal.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import type { Sql } from './database.ts'
import { namesOf, toPrincipal, type HeldName, type PrincipalRow } from './principals.ts'
import { searchTerm } from './search-terms.ts'

export type PrincipalReads = ReturnType<typeof createPrincipalReads>

/** Where a page of found principals ended. */
export type Place = { term: string; id: string }

export type Found = { items: PrincipalSummary[]; last: Place | undefined }

type Paging<After> = { limit: number; after?: After }

/** Names of a principal that a list tells; former names and merges that its page tells. */
const FEW_NAMES = 5
const MOST_FORMER = 50
/** Above every character, in "C" order. */
const LAST = '\u{10ffff}'

export function createPrincipalReads({ pool }: { pool: Pool }) {
  return {
    /** Whose name, or a word of it, begins so; in the order of the names. Primary key of principal_term. */
    search: (tenantId: string, text: string, paging: Paging<Place>): Promise<Found> =>
      search(pool, { tenantId, text }, paging),

    /** Who is called exactly so, by anybody. Indexes identifier_pkey, identifier_base. */
    called: (tenantId: string, subject: LooseSubject): Promise<PrincipalSummary[]> =>
      called(pool, tenantId, subject),

    /** The newest first. Index principal(tenant_id, kind, id). */
    async ofKind(
      tenantId: string,
      kind: PrincipalKind,
      { limit, after }: Paging<string>,
    ): Promise<PrincipalSummary[]> {
      const { rows } = await pool.query<PrincipalRow>(
        `select * from principal where tenant_id = $1 and kind = $2 and ($4::uuid is null or id < $4) and merged_into is null
         order by id desc limit $3`,
        [tenantId, kind, limit, after ?? null],
      )
      return summariesOf(pool, rows)
    },

    find: (id: string): Promise<Principal | undefined> => findPrincipal(pool, id),
    detail: (id: string): Promise<PrincipalDetail | undefined> => detail(pool, id),

    /** In the order of kinds; `after` is the `kind:id` that ended the page before. Primary key, relation(to_id, kind, from_id). */
    relations: (
      id: string,
      direction: 'in' | 'out',
      paging: Paging<string>,
    ): Promise<RelatedPrincipal[]> => relations(pool, { id, direction }, paging),

    /** In the order of their ids. */
    async summaries(ids: readonly string[]): Promise<PrincipalSummary[]> {
      const { rows } = await pool.query<PrincipalRow>(
        `select p.* from unnest($1::uuid[]) as g(id) cross join lateral (
           select * from principal where id = g.id offset 0) p order by p.id`,
        [ids],
      )
      return summariesOf(pool, rows)
    },
  }
}

export async function findPrincipal(sql: Sql | Pool, id: string): Promise<Principal | undefined> {
  const { rows } = await sql.query<PrincipalRow>('select * from principal where id = $1', [id])
  return rows[0] && toPrincipal(rows[0])
}

async function search(
  pool: Pool,
  { tenantId, text }: { tenantId: string; text: string },
  { limit, after }: Paging<Place>,
): Promise<Found> {
  const term = searchTerm(text)
  const { rows } = await pool.query<PrincipalRow & { term: string }>(
    `select t.term, p.* from (
       select term, principal_id from principal_term
       where tenant_id = $1 and term >= $2 and term < $3 and ($4::text is null or (term, principal_id) > ($4, $5::uuid))
       order by term, principal_id limit $6) t
     cross join lateral (select * from principal where id = t.principal_id offset 0) p order by t.term, p.id`,
    [tenantId, term, `${term}${LAST}`, after?.term ?? null, after?.id ?? null, limit],
  )
  const last = rows.length === limit ? rows.at(-1) : undefined
  const each = [...new Map(rows.map((row) => [row.id, row])).values()]
  return {
    items: await summariesOf(pool, each),
    last: last && { term: last.term, id: last.id },
  }
}

async function called(
  pool: Pool,
  tenantId: string,
  subject: LooseSubject,
): Promise<PrincipalSummary[]> {
  const keys = PrincipalKind.options.flatMap((kind) => nameOf(subject, kind, '')?.key ?? [])
  const { rows } = await pool.query<PrincipalRow>(
    `select p.* from (
       select principal_id from identifier where tenant_id = $1 and key = any($2::text[])
       union
       select principal_id from identifier where tenant_id = $1 and base = any($2::text[]) limit 50) i
     cross join lateral (select * from principal where id = i.principal_id offset 0) p order by p.id`,
    [tenantId, [...new Set(keys)]],
  )
  return summariesOf(pool, rows)
}

async function summariesOf(pool: Pool, rows: readonly PrincipalRow[]): Promise<PrincipalSummary[]> {
  const names = await namesOf(
    pool,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    principal: toPrincipal(row),
    names: (names.get(row.id) ?? []).slice(0, FEW_NAMES).map(({ subject }) => subject),
  }))
}

async function detail(pool: Pool, id: string): Promise<PrincipalDetail | undefined> {
  const principal = await findPrincipal(pool, id)
  if (!principal) return undefined
  const names = await namesOf(pool, [id])
  return {
    principal,
    identifiers: (names.get(id) ?? []).map(toIdentifier),
    former: await formerOf(pool, id),
    merges: await mergesOf(pool, id),
  }
}

const toIdentifier = ({
  subject,
  origin,
  reason,
  linkedAt,
  isDisputed,
  isScoped,
}: HeldName): PrincipalDetail['identifiers'][number] => ({
  subject,
  origin,
  reason,
  linkedAt,
  isDisputed,
  isScoped,
})

async function formerOf(pool: Pool, id: string): Promise<PrincipalDetail['former']> {
  const { rows } = await pool.query<{
    subject: string
    origin: string
    reason: string
    linked_at: Date
    ended_at: Date
    ended_because: string
  }>(
    `select subject, origin, reason, linked_at, ended_at, ended_because from identifier_history
     where principal_id = $1 order by id desc limit ${MOST_FORMER}`,
    [id],
  )
  return rows.map((row) => ({
    subject: JSON.parse(row.subject) as LooseSubject, // written by the stores alone
    origin: row.origin,
    reason: row.reason,
    linkedAt: row.linked_at,
    endedAt: row.ended_at,
    endedBecause: row.ended_because,
  }))
}

async function mergesOf(pool: Pool, id: string): Promise<PrincipalMerge[]> {
  const { rows } = await pool.query<{
    id: string
    survivor_id: string
    merged_id: string
    origin: string
    reason: string
    at: Date
    undone_at: Date | null
  }>(
    `select m.* from (
       select * from principal_merge where survivor_id = $1 union select * from principal_merge where merged_id = $1) m
     order by m.id desc limit ${MOST_FORMER}`,
    [id],
  )
  return rows.map(
    (row) =>
      ({
        id: row.id,
        survivorId: row.survivor_id,
        mergedId: row.merged_id,
        origin: row.origin,
        reason: row.reason,
        at: row.at,
        ...(row.undone_at ? { undoneAt: row.undone_at } : {}),
      }) as PrincipalMerge, // ids that the stores alone write
  )
}

async function relations(
  pool: Pool,
  { id, direction }: { id: string; direction: 'in' | 'out' },
  { limit, after }: Paging<string>,
): Promise<RelatedPrincipal[]> {
  const [own, other] = direction === 'out' ? ['from_id', 'to_id'] : ['to_id', 'from_id']
  const [kind, otherId] = after?.split(':') ?? []
  const { rows } = await pool.query<
    PrincipalRow & {
      relation: RelatedPrincipal['kind']
      origin: string
      first_seen_at: Date
      last_seen_at: Date
    }
  >(
    `select r.kind as relation, r.origin, r.first_seen_at, r.last_seen_at, p.* from (
       select kind, ${other} as other, origin, first_seen_at, last_seen_at from relation
       where ${own} = $1 and ($2::text is null or (kind, ${other}) > ($2, $3::uuid)) order by kind, ${other} limit $4) r
     cross join lateral (select * from principal where id = r.other offset 0) p order by r.kind, r.other`,
    [id, kind ?? null, otherId ?? null, limit],
  )
  const summaries = await summariesOf(pool, rows)
  return rows.flatMap((row, index) => {
    const summary = summaries[index]
    return summary
      ? [
          {
            kind: row.relation,
            other: summary,
            origin: row.origin,
            firstSeenAt: row.first_seen_at,
            lastSeenAt: row.last_seen_at,
          },
        ]
      : []
  })
}
