// Sole writer of: principal_term (but for newcomers: principals.ts).
import type { Sql } from './database.ts'
import { displayTerms, searchTerms } from './search-terms.ts'

export type NewTerm = { tenantId: string; principalId: string; term: string }

export async function addTerms(sql: Sql, terms: readonly NewTerm[]): Promise<void> {
  if (terms.length === 0) return
  await sql.query({
    name: 'add-terms',
    text: `insert into principal_term (tenant_id, term, principal_id)
      select distinct tenant_id, term collate "C", principal_id
      from unnest($1::text[], $2::text[], $3::uuid[]) as t(tenant_id, term, principal_id) order by 1, 2, 3
      on conflict do nothing`,
    values: [
      terms.map(({ tenantId }) => tenantId),
      terms.map(({ term }) => term),
      terms.map(({ principalId }) => principalId),
    ],
  })
}

/** What these principals are found by, made anew of the names that they have. */
export async function refreshTerms(sql: Sql, principalIds: readonly string[]): Promise<void> {
  if (principalIds.length === 0) return
  const { rows } = await sql.query<{
    id: string
    tenant_id: string
    kind: Parameters<typeof searchTerms>[0]['kind']
    display_name: string | null
    subjects: string[]
  }>(
    `select p.id, p.tenant_id, p.kind, p.display_name,
       array(select subject from identifier where principal_id = p.id) as subjects
     from principal p where p.id = any($1::uuid[])`,
    [principalIds],
  )
  await sql.query('delete from principal_term where principal_id = any($1::uuid[])', [principalIds])
  await addTerms(
    sql,
    rows.flatMap(({ id: principalId, tenant_id: tenantId, kind, display_name, subjects }) =>
      [
        ...subjects.flatMap(
          (text) => searchTerms({ kind, subject: JSON.parse(text) as { format: string } }), // written by this file alone
        ),
        ...(display_name === null ? [] : displayTerms(display_name)),
      ].map((term) => ({ tenantId, principalId, term })),
    ),
  )
}
