import type { Request, Router } from 'express'
import { ApprovalPath, ApprovalQuery, DecideApprovalRequest } from '../../schemas/approval.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { DecidedApproval } from '../kernel/store/approvals.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { publishReleased } from './released.ts'

export type ApprovalDeps = Pick<Deps, 'store' | 'bus' | 'clock' | 'log' | 'metrics'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** What waits for a second person. */
export function addApprovalRoutes(router: Router, deps: ApprovalDeps): void {
  const { store } = deps
  router.get(endpoint('listApprovals').route, async (request, response) => {
    const { state, limit, after } = readQuery(request, ApprovalQuery)
    const query = {
      limit,
      ...(state === undefined ? {} : { state }),
      ...(after === undefined ? {} : { after }),
    }
    response.json(page(await store.approvals.list(query), limit))
  })
  router.get(endpoint('readApproval').route, async (request, response) => {
    const { id } = readPath(request, ApprovalPath)
    const found = await store.approvals.find(id)
    if (!found) throw new HubError('not_found', `No approval ${id}`)
    response.json(found)
  })
  router.post(endpoint('approve').route, async (request, response) => {
    response.json(await decide(request, 'approve', deps))
  })
  router.post(endpoint('reject').route, async (request, response) => {
    response.json(await decide(request, 'reject', deps))
  })
}

async function decide(request: Request, what: 'approve' | 'reject', deps: ApprovalDeps) {
  const { store, clock, log, audit, operators } = deps
  const { id } = readPath(request, ApprovalPath)
  const { comment } = request.body === undefined ? {} : readBody(request, DecideApprovalRequest)
  const by = operators.of(request)
  const result = await store.approvals[what]({ id, by, comment, now: clock.now() })
  if (!result.done) throw refusal(id, result)
  publishReleased(result.released, deps)
  const { tenantId, summary } = result.approval
  await audit(request, {
    action: `approval.${what}`,
    target: `approval:${id}`,
    tenantId,
    detail: { summary, events: result.released.length, comment: comment ?? null },
  })
  log.info({ approvalId: id, decision: what, events: result.released.length }, 'approval decided')
  return result.approval
}

const REFUSALS = {
  unknown: ['not_found', 'There is no such approval'],
  own: ['forbidden', 'You asked for it: somebody else must say yes'],
  decided: ['conflict', 'It is decided'],
} as const

function refusal(
  id: string,
  { reason, state }: Extract<DecidedApproval, { done: false }>,
): HubError {
  const [code, text] = REFUSALS[reason]
  return new HubError(code, `${text} (approval ${id}${state === undefined ? '' : `, ${state}`})`)
}
