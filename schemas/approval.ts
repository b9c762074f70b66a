import { z } from 'zod'
import { TenantId } from './ids.ts'
import { Txn } from './signal.ts'
import { pageOf, PageQuery } from './page.ts'

export const ApprovalState = z
  .enum(['open', 'approved', 'rejected', 'expired'])
  .meta({ id: 'ApprovalState' })
export type ApprovalState = z.infer<typeof ApprovalState>

/**
 * What a second person must say yes to: what a policy would emit, or a mass revocation. `break-glass` was done at once and is
 * to be looked at afterwards, by somebody else: approved = it was right, rejected = it was not.
 */
export const Approval = z
  .object({
    id: z.uuid(),
    kind: z.enum(['policy', 'revocation', 'break-glass']),
    tenantId: TenantId,
    policyId: z.string().optional(),
    /** The principal or subject it is about. */
    about: z.string(),
    summary: z.string(),
    /** How many events wait for it, or how many people a revocation reaches. */
    affected: z.int().min(0),
    request: z.unknown().optional(),
    /** What groups what comes of a revocation, once it is approved. */
    txn: Txn.optional(),
    askedBy: z.string(),
    askedAt: z.date(),
    /** When nothing waits any longer; of a break-glass until when it should be looked at. */
    expiresAt: z.date(),
    state: ApprovalState,
    decidedBy: z.string().optional(),
    decidedAt: z.date().optional(),
    comment: z.string().optional(),
  })
  .meta({ id: 'Approval' })
export type Approval = z.infer<typeof Approval>

export const ApprovalPage = pageOf(Approval).meta({ id: 'ApprovalPage' })
export const ApprovalQuery = PageQuery.extend({
  state: ApprovalState.optional(),
  kind: Approval.shape.kind.optional(),
  after: z.uuid().optional(),
})
export const ApprovalPath = z.object({ id: z.uuid() })

export const DecideApprovalRequest = z
  .strictObject({ comment: z.string().min(1).max(1024).optional() })
  .meta({ id: 'DecideApprovalRequest' })
