import type { Request } from 'express'
import { localized, type RevocationRequest } from '../../schemas/admin.ts'
import type { Approval } from '../../schemas/approval.ts'
import { canonicalSubjectKey } from '../../schemas/subject-key.ts'
import type { Deps } from '../kernel/deps.ts'
import { newId } from '../kernel/ids.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import type { Called } from './revocations.ts'

type AskDeps = Pick<Deps, 'store' | 'clock' | 'log'> & { audit: Audit }

/** `people` are those whom it reaches, as far as the hub knows. */
export type Asked = Called & { body: RevocationRequest; by: Operator; people: number }

/** How long a revocation waits for a yes. */
const WAITS_MS = 24 * 3_600_000
/** Until when what was done without one should be looked at. */
const REVIEWED_WITHIN_MS = 7 * 24 * 3_600_000

/** Asks another operator; nothing is stored but the question. */
export async function askSecondPerson(
  request: Request,
  asked: Asked,
  deps: AskDeps,
): Promise<Approval> {
  const approval = await ask('revocation', asked, deps)
  deps.log.info({ approvalId: approval.id, txn: asked.txn }, 'revocation waits for a second person')
  await deps.audit(request, {
    action: 'approval.ask',
    target: `approval:${approval.id}`,
    tenantId: asked.body.tenantId,
    txn: asked.txn,
    detail: { summary: approval.summary, people: asked.people },
  })
  return approval
}

/**
 * Writes down, before it is done, that it is done without a second person, and raises an alert that ends when somebody else
 * has looked at it.
 */
export async function breakGlass(asked: Asked, deps: AskDeps): Promise<Approval> {
  const approval = await ask('break-glass', asked, deps)
  const { txn, by } = asked
  deps.log.error(
    { approvalId: approval.id, txn, by: by.name },
    'break-glass: revoked without a second person',
  )
  await deps.store.alerts.raise({
    kind: 'break-glass',
    target: `approval:${approval.id}`,
    tenantId: approval.tenantId,
    text: `${by.name} broke the glass: ${approval.summary}. Somebody else must review it`,
  })
  return approval
}

function ask(
  kind: 'revocation' | 'break-glass',
  { body, key, txn, by, people }: Asked,
  { store, clock }: AskDeps,
): Promise<Approval> {
  const now = clock.now()
  const waitsMs = kind === 'revocation' ? WAITS_MS : REVIEWED_WITHIN_MS
  return store.approvals.ask(
    {
      id: newId(now),
      kind,
      tenantId: body.tenantId,
      key,
      txn,
      about: canonicalSubjectKey(body.subject),
      summary: summaryOf(body),
      affected: people,
      request: body,
      askedBy: { person: by.person, name: by.name },
      expiresAt: new Date(now.getTime() + waitsMs),
    },
    now,
  )
}

/** Pure: what ends and why, in a line. */
function summaryOf({ kind, reasonAdmin }: RevocationRequest): string {
  const ends = kind === 'both' ? ['sessions', 'tokens'] : [kind].flat()
  const [reason = ''] = Object.values(localized(reasonAdmin))
  return `Revoke ${ends.join(', ')}: ${reason}`.slice(0, 512)
}
