import type { RelationKind } from '../../schemas/principal.ts'
import type { LinkPlan } from '../kernel/store/link-plan.ts'
import type { Owner } from '../kernel/store/relations.ts'
import { mayLink, type Speaker } from '../kernel/identity/authority.ts'
import { TOKEN_SUBJECT } from '../kernel/identity/mentions.ts'
import type { Case, Meant } from './cases.ts'

/** What it means that a subject names both: from left to right. */
const PAIRS: readonly (readonly [from: string, to: string, kind: RelationKind])[] = [
  ['session', 'user', 'session-of-user'],
  ['session', 'device', 'session-on-device'],
  ['device', 'user', 'device-of-user'],
  ['token', 'user', 'token-of-user'],
  ['', TOKEN_SUBJECT, 'token-of-user'],
  ['token', 'session', 'token-of-session'],
  ['token', 'application', 'token-for-integration'],
  ['application', 'tenant', 'integration-of-tenant'],
  ['user', 'application', 'grant-to-integration'],
  ['user', 'group', 'member-of-group'],
  ['user', 'org_unit', 'member-of-org-unit'],
  ['user', 'tenant', 'member-of-tenant'],
]

/** There is one at the other end: a session is of one user. */
const SINGLE: ReadonlySet<RelationKind> = new Set([
  'session-of-user',
  'token-of-user',
  'token-for-integration',
])

/**
 * Pure: what belongs to what, as a subject with several members shows it. Only from sources that may link. A session or
 * token that is another's already stays that: an operator decides.
 */
export function planRelations(
  { undecided: { signal }, meant }: Case,
  speaker: Speaker | undefined,
  above: ReadonlyMap<string, readonly Owner[]>,
): Pick<LinkPlan, 'relations' | 'disputes'> {
  const plan: Pick<LinkPlan, 'relations' | 'disputes'> = { relations: [], disputes: [] }
  if (!mayLink(speaker, signal.certainty)) return plan
  const { tenantId, sourceId: origin } = signal
  for (const [from, to, kind] of pairsOf(meant)) {
    const other = SINGLE.has(kind)
      ? above.get(from.principal.id)?.find((owner) => owner.kind === kind)
      : undefined
    if (!other || other.toId === to.principal.id)
      plan.relations.push({ fromId: from.principal.id, kind, toId: to.principal.id, origin })
    else
      plan.disputes.push({
        tenantId,
        kind: 'relation',
        key: from.names[0].key,
        subject: from.names[0].subject,
        holderId: other.toId,
        claimantId: to.principal.id,
        origin,
        signalId: signal.id,
        reason: `${origin} says that this ${from.kind} is another's than was known (${kind})`,
      })
  }
  return plan
}

const pairsOf = (meant: readonly Meant[]): [Meant, Meant, RelationKind][] =>
  PAIRS.flatMap(([from, to, kind]): [Meant, Meant, RelationKind][] => {
    const [a, b] = [from, to].map((member) => meant.find((mention) => mention.member === member))
    return a && b && a.principal.id !== b.principal.id ? [[a, b, kind]] : []
  })
