import type { Router } from 'express'
import { AuditQuery } from '../../schemas/audit.ts'
import type { Deps } from '../kernel/deps.ts'
import { readQuery } from '../kernel/http/read.ts'

/** Who changed what. */
export function addAuditRoutes(router: Router, { store }: Pick<Deps, 'store'>): void {
  router.get('/admin/audit', async (request, response) => {
    const query = readQuery(request, AuditQuery)
    const items = await store.audit.list(query)
    const last = items.length === query.limit ? items.at(-1)?.seq : undefined
    response.json({ items, ...(last === undefined ? {} : { next: String(last) }) })
  })
  router.get('/admin/audit/verification', async (_request, response) => {
    response.json(await store.audit.verify())
  })
}
