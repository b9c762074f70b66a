import type { Router } from 'express'
import { ExpungeRequest, type ExpungeWork } from '../../schemas/expunge.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody } from '../kernel/http/read.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'

type ExpungeDeps = Pick<Deps, 'store' | 'clock'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** Somebody's data are to be erased: counted in a job, which an administrator starts (jobs.routes.ts). */
export function addExpungeRoutes(router: Router, { store, clock, audit, operators }: ExpungeDeps) {
  router.post(endpoint('expunge').route, async (request, response) => {
    const { ratePerSecond, reference, ...wanted } = readBody(request, ExpungeRequest)
    const principalId = await store.subjectOfErasure(wanted, clock.now())
    if (principalId === undefined) throw new HubError('not_found', 'No such principal')
    const createdBy = operators.of(request).name
    const work: ExpungeWork = {
      principalId,
      actor: createdBy,
      ...(reference === undefined ? {} : { reference }),
    }
    const job = await store.jobs.create({
      kind: 'expunge',
      request: work,
      ratePerSecond,
      startsAtOnce: false,
      createdBy,
    })
    const target = `principal:${principalId}`
    const { tenantId } = wanted
    const detail = { jobId: job.id, ...(reference === undefined ? {} : { reference }) }
    await audit(request, { action: 'job.expunge', target, tenantId, detail })
    response.status(202).json(job)
  })
}
