import type { Router } from 'express'
import { AlertPath, AlertQuery } from '../../schemas/alert.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readPath, readQuery } from '../kernel/http/read.ts'
import type { Audit } from './audit.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import type { Operator } from './access/operator.ts'
import { page } from './page.ts'

type AlertRoutesDeps = Pick<Deps, 'store'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** What the hub wants its operators to know, and who looks after it. */
export function addAlertRoutes(router: Router, { store, audit, operators }: AlertRoutesDeps): void {
  router.get('/admin/alerts', async (request, response) => {
    const query = readQuery(request, AlertQuery)
    response.json(page(await store.alerts.list(query), query.limit))
  })
  router.post('/admin/alerts/:id/acknowledge', async (request, response) => {
    const { id } = readPath(request, AlertPath)
    const alert = await store.alerts.acknowledge(id, operators.of(request).name)
    if (!alert) throw new HubError('not_found', `No alert ${id}`)
    await audit(request, {
      action: 'alert.acknowledge',
      target: alert.target,
      tenantId: alert.tenantId,
      detail: { alertId: id, kind: alert.kind },
    })
    response.json(alert)
  })
}
