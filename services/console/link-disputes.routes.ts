import type { Router } from 'express'
import { endpoint } from '../../schemas/paths/index.ts'
import {
  DecideDisputeRequest,
  LinkDisputeQuery,
  PrincipalPath,
  type LinkDispute,
  type PrincipalSummary,
} from '../../schemas/principal-admin.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { Store } from '../kernel/store/index.ts'
import type { Operator } from './access/operator.ts'
import { page } from './page.ts'
import { withoutUndefined } from './without-undefined.ts'

type DisputeDeps = Pick<Deps, 'store' | 'clock' | 'log'> & {
  operators: Pick<Callers<Operator>, 'of'>
}

/** What sources say about names that waits for an operator. */
export function addLinkDisputeRoutes(router: Router, deps: DisputeDeps): void {
  const { store, clock, log, operators } = deps
  router.get(endpoint('listLinkDisputes').route, async (request, response) => {
    const { state, principalId, limit, after } = readQuery(request, LinkDisputeQuery)
    const found = await (principalId === undefined
      ? store.disputes.list(state, limit, after)
      : store.disputes.ofPrincipal(principalId, limit, after))
    response.json(page(await named(found, store), limit))
  })
  router.post(endpoint('decideLinkDispute').route, async (request, response) => {
    const { id } = readPath(request, PrincipalPath)
    const { decision, comment } = readBody(request, DecideDisputeRequest)
    const author = operators.of(request).name
    const result = await store.disputes.decide(id, { decision, comment, author, now: clock.now() })
    if (!result) throw new HubError('not_found', `No dispute ${id}`)
    if (!result.done)
      throw new HubError('conflict', `Dispute ${id} is decided: ${result.dispute.state}`)
    log.info({ disputeId: id, decision }, 'link dispute decided')
    response.json(result.dispute)
  })
}

/** With who they are by now, whom it is about. */
async function named(disputes: readonly LinkDispute[], { principals }: Pick<Store, 'principals'>) {
  const ids = new Set(
    disputes.flatMap(({ holderId, claimantId }) => [holderId ?? [], claimantId].flat()),
  )
  const found = await principals.summaries([...ids])
  const byId = new Map<string, PrincipalSummary>(found.map((one) => [one.principal.id, one]))
  return disputes.map((dispute) =>
    withoutUndefined({
      ...dispute,
      holder: dispute.holderId && byId.get(dispute.holderId),
      claimant: byId.get(dispute.claimantId),
    }),
  )
}
