import type { PrincipalKind } from '../../schemas/principal.ts'
import type { Signal } from '../../schemas/signal.ts'
import { severityOf } from '../kernel/identity/severity.ts'
import type { Happening, Stories } from '../kernel/identity/stories.ts'
import type { Role } from '../kernel/store/incident-plan.ts'
import type { Owner } from '../kernel/store/relations.ts'
import type { Case } from './cases.ts'
import type { Correlated } from './correlated.ts'

/** A signal by itself: about nobody that is known, in no incident. */
export const alone = (signal: Signal): Correlated => ({
  signal,
  principals: { primary: undefined, members: {} },
  severity: severityOf(signal),
  incident: undefined,
})

/**
 * Who each signal is about, how bad it is, and which incident it belongs to. All join before any is told: what comes later
 * in a turn may show that two incidents are one.
 */
export function correlate(
  cases: readonly Case[],
  happenings: readonly Happening[],
  stories: Stories,
): Correlated[] {
  const joined = cases.map((_, index) => {
    const happening = happenings[index]
    if (!happening) return undefined
    const isWorthOne = happening.severity !== 'info' || stories.hasCause(happening)
    return isWorthOne ? stories.join(happening) : undefined
  })
  return cases.map(({ undecided: { signal }, meant }, index) => ({
    signal,
    principals: {
      primary: meant[0]?.principal,
      members: Object.fromEntries(
        meant.flatMap(({ member, principal }) => (member === '' ? [] : [[member, principal]])),
      ),
    },
    severity: happenings[index]?.severity ?? 'info',
    incident: incidentOf(joined[index], stories),
  }))
}

function incidentOf(
  joined: ReturnType<Stories['join']> | undefined,
  stories: Stories,
): Correlated['incident'] {
  if (!joined) return undefined
  const { id, txn } = stories.of(joined.incident.id)
  // `as`: ids of incidents are made in stories.ts alone
  return {
    id: id as NonNullable<Correlated['incident']>['id'],
    txn,
    isNew: joined.isNew && joined.incident.id === id,
  }
}

/** Kinds that are one person's or few people's: two signals about one of them are of one story. */
const PERSONAL: ReadonlySet<PrincipalKind> = new Set([
  'user',
  'service_account',
  'session',
  'token',
  'device',
])

/** A claimed time counts unless it is later than its arrival, or a day earlier. */
const OLDEST_MS = 86_400_000

/** What a signal is for incidents. `also`: principals that this signal shows to be one of its own. */
export function happeningOf(
  { undecided: { signal }, meant }: Case,
  above: ReadonlyMap<string, readonly Owner[]>,
  also: readonly string[] = [],
): Happening {
  const roles = new Map<string, Role>(also.map((id) => [id, 'strong']))
  meant.forEach(({ principal }, index) => {
    if (index === 0 || PERSONAL.has(principal.kind)) roles.set(principal.id, 'strong')
    else if (principal.kind === 'integration' && !roles.has(principal.id))
      roles.set(principal.id, 'weak')
    for (const { toId, toKind } of above.get(principal.id) ?? [])
      if (!roles.has(toId)) roles.set(toId, toKind === 'integration' ? 'weak' : 'strong')
  })
  return {
    signalId: signal.id,
    tenantId: signal.tenantId,
    txn: signal.txn,
    isTxnShared: signal.txn !== signal.id,
    type: signal.type,
    sourceId: signal.sourceId,
    severity: severityOf(signal),
    at: timeOf(signal),
    receivedAt: signal.receivedAt,
    primaryId: meant[0]?.principal.id,
    parties: [...roles].map(([principalId, role]) => ({ principalId, role })),
  }
}

function timeOf({ occurredAt, receivedAt }: Signal): Date {
  const [at, received] = [occurredAt.getTime(), receivedAt.getTime()]
  return new Date(Math.max(Math.min(at, received), received - OLDEST_MS))
}
