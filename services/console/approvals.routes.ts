import type { Request, Router } from 'express'
import { RevocationRequest } from '../../schemas/admin.ts'
import { ApprovalPath, ApprovalQuery, DecideApprovalRequest } from '../../schemas/approval.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { DecidedApproval } from '../kernel/store/approvals.ts'
import type { NewSignal } from '../kernel/store/signals.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { publishEntered, publishReleased } from './released.ts'
import { originOf, signalsOf, type Called } from './revocations.ts'
import { withoutUndefined } from './without-undefined.ts'

export type ApprovalDeps = Pick<Deps, 'store' | 'bus' | 'clock' | 'log' | 'metrics'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** What waits for a second person. */
export function addApprovalRoutes(router: Router, deps: ApprovalDeps): void {
  const { store } = deps
  router.get(endpoint('listApprovals').route, async (request, response) => {
    const query = withoutUndefined(readQuery(request, ApprovalQuery))
    response.json(page(await store.approvals.list(query), query.limit))
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
  const deciding = { id, by, comment, now: clock.now() }
  if (what === 'approve') await nameCause(id, deps)
  const result =
    what === 'reject'
      ? await store.approvals.reject(deciding)
      : await store.approvals.approve(deciding, (asked, called) =>
          entered(asked, called, deciding.now),
        )
  if (!result.done) throw refusal(id, result)
  publishReleased(result.released, deps)
  publishEntered(result.stored, deps)
  const { tenantId, summary, kind, txn } = result.approval
  if (kind === 'break-glass') await store.alerts.resolve('break-glass', `approval:${id}`)
  await audit(request, {
    action: `approval.${what}`,
    target: `approval:${id}`,
    tenantId,
    ...(txn === undefined ? {} : { txn }),
    detail: { kind, summary, events: result.released.length, comment: comment ?? null },
  })
  log.info({ approvalId: id, decision: what, events: result.released.length }, 'approval decided')
  return result.approval
}

/** What an approved revocation says about an incident is to be part of its story. */
async function nameCause(id: string, { store, clock }: ApprovalDeps): Promise<void> {
  const { request, txn, tenantId } = (await store.approvals.find(id)) ?? {}
  const incidentId = RevocationRequest.safeParse(request).data?.incidentId
  if (incidentId === undefined || txn === undefined || tenantId === undefined) return
  await store.incidents.nameCause({ id: incidentId, tenantId, txn }, clock.now())
}

/** The revocation that was asked for, as it would have entered without being asked about. */
function entered(asked: unknown, called: Called, now: Date): NewSignal[] {
  const body = RevocationRequest.parse(asked)
  const origin = originOf(body)
  return signalsOf(body, called, now).signals.map((signal) => ({
    origin,
    signal,
    original: undefined,
  }))
}

const REFUSALS = {
  unknown: ['not_found', 'There is no such approval'],
  own: ['forbidden', 'You asked for it: somebody else must look at it'],
  decided: ['conflict', 'It is decided'],
} as const

function refusal(
  id: string,
  { reason, state }: Extract<DecidedApproval, { done: false }>,
): HubError {
  const [code, text] = REFUSALS[reason]
  return new HubError(code, `${text} (approval ${id}${state === undefined ? '' : `, ${state}`})`)
}
