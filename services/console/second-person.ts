import { isDeepStrictEqual } from 'node:util'
import type { RevocationRequest } from '../../schemas/admin.ts'
import type { Approval } from '../../schemas/approval.ts'
import { mentionsOf } from '../../schemas/identity.ts'
import type { PrincipalKind } from '../../schemas/principal.ts'
import type { SecondPerson } from '../../schemas/revocation-preview.ts'
import { isAtLeast, type OperatorRole } from '../../schemas/roles.ts'
import { HubError } from '../kernel/errors.ts'
import type { ConsoleConfig } from '../kernel/console-config.ts'
import type { Store } from '../kernel/store/index.ts'
import { eventsOf } from './revocations.ts'

type Rules = Pick<ConsoleConfig, 'secondPersonFrom' | 'breakGlassRole'>

/** Whom a revocation reaches. `isAtLeast`: there may be more than the hub knows of. */
export type Reached = Pick<SecondPerson, 'principals' | 'people' | 'sessions' | 'isAtLeast'>

/** Of these nobody knows how many people they are. */
const MANY: ReadonlySet<PrincipalKind> = new Set(['tenant', 'group', 'org_unit'])
/** These are one person's, or the person. */
const ONE: ReadonlySet<PrincipalKind> = new Set(['user', 'service_account', 'session', 'token'])

/** Names of one subject that are looked up. */
const MOST_NAMES = 20

type Wanted = Pick<RevocationRequest, 'tenantId' | 'subject' | 'kind'>

/** Asks the identity graph who is behind the subject: its foremost member counts, for it narrows the others down. */
export async function reachedBy(
  { tenantId, subject, kind }: Wanted,
  { principals }: Pick<Store, 'principals'>,
): Promise<Reached> {
  const [event] = eventsOf(kind)
  const [mention] = mentionsOf(event?.type ?? '', subject, '')
  if (!mention) return { principals: [], people: 0, sessions: 0, isAtLeast: true }
  const called = await Promise.all(
    mention.names.slice(0, MOST_NAMES).map((name) => principals.called(tenantId, name.subject)),
  )
  const meant = new Map(
    called
      .flat()
      .filter(({ principal }) => isSameKind(principal.kind, mention.kind))
      .map(({ principal }) => [principal.id, principal]),
  )
  const reaches = await Promise.all([...meant.values()].map((one) => principals.reach(one)))
  const count = (wanted: PrincipalKind) =>
    new Set(reaches.flatMap(({ byKind }) => byKind.get(wanted) ?? [])).size
  return {
    principals: [...meant.keys()],
    people: ONE.has(mention.kind) ? 1 : count('user'),
    sessions: count('session'),
    isAtLeast: MANY.has(mention.kind) || reaches.some(({ isCut }) => isCut),
  }
}

const isSameKind = (one: PrincipalKind, other: PrincipalKind): boolean =>
  one === other || (one === 'service_account' && other === 'user')

/** Pure: whether a second person must say yes, and whether this operator may do without. */
export function secondPerson(
  reached: Reached,
  { secondPersonFrom: from, breakGlassRole }: Rules,
  role: OperatorRole,
): SecondPerson {
  const isNeeded = from !== undefined && (reached.isAtLeast || reached.people >= from)
  const isOne = !reached.isAtLeast && reached.people <= 1
  return {
    ...reached,
    isNeeded,
    ...(from === undefined ? {} : { from }),
    mayBreakGlass:
      isNeeded && isOne && breakGlassRole !== undefined && isAtLeast(role, breakGlassRole),
  }
}

/** @throws HubError where who asks may not do it without a second person */
export function refuseBreakGlass({ mayBreakGlass, people, isAtLeast: isMore }: SecondPerson): void {
  if (mayBreakGlass) return
  throw new HubError(
    'forbidden',
    people > 1 || isMore
      ? 'Break-glass is for one person: this reaches more, so a second person must say yes'
      : 'Your role may not break the glass (BREAK_GLASS_ROLE): a second person must say yes',
  )
}

/** @throws HubError where the same key was used to ask for something else */
export function refuseOther({ request, id }: Approval, body: RevocationRequest): void {
  if (isDeepStrictEqual(request, JSON.parse(JSON.stringify(body)))) return
  throw new HubError(
    'conflict',
    `This Idempotency-Key was used for another revocation (approval ${id})`,
  )
}
