import { z } from 'zod'
import { TenantId } from './ids.ts'
import { PrincipalId, PrincipalKind } from './principal.ts'
import { LooseSubject } from './subject.ts'

/** Somebody is to be erased: a principal, or whoever this name is. It is counted first, and waits to be started. */
export const ExpungeRequest = z
  .strictObject({
    principalId: PrincipalId.optional(),
    subject: LooseSubject.optional(),
    /** What the name is of. */
    kind: PrincipalKind.default('user'),
    tenantId: TenantId.default(TenantId.parse('default')),
    /** The case that it is done for. Without names: it is kept. */
    reference: z.string().min(1).max(128).optional(),
    ratePerSecond: z.int().min(1).max(100_000).default(200),
  })
  .refine(({ principalId, subject }) => (principalId === undefined) !== (subject === undefined), {
    error: 'give principalId or subject',
  })
  .meta({ id: 'ExpungeRequest' })
export type ExpungeRequest = z.infer<typeof ExpungeRequest>

/** What the job keeps of it: no name. */
export const ExpungeWork = z.object({
  principalId: z.uuid(),
  actor: z.string(),
  reference: z.string().optional(),
})
export type ExpungeWork = z.infer<typeof ExpungeWork>
