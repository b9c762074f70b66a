// Reads only: by which names an event may be told.
import type { HubEvent } from '../../../schemas/event.ts'
import {
  isSubject,
  lookedUp,
  mentionsOf,
  placeOf,
  type Mention,
} from '../../../schemas/identity.ts'
import type { Principal } from '../../../schemas/principal.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import type { Sql } from './database.ts'
import { knownKey, namesOf, ownersOf, type HeldName, type Known } from './principals.ts'

/** What the principal that a member names is called besides, the best first; `member` is empty for a simple subject. */
export type OtherNames = { member: string; subjects: LooseSubject[] }

/** Who an event is about, and what that changes about how it is found and told; nothing where nobody is known. */
export type Told = {
  principalId?: string
  /** The foremost name, where nobody is known by it. */
  nameKey?: string
  /** Without the aliases that are known to be somebody else's. */
  subject?: LooseSubject
  terms?: string[]
  names?: OtherNames[]
}

export const NOBODY: Told = {}

/** Other names of one principal that an event carries at most. */
const MOST_TOLD = 20

/**
 * For each event its principal and that principal's other names: those that are unique beyond their source and that nobody
 * disputes. Tenants never meet: a name is looked up in the event's own. `atHand`: what is known already, as it is now.
 */
export async function whoIsTold(
  sql: Sql,
  events: readonly { event: HubEvent; story: { scope: string } | undefined }[],
  atHand?: Ledger,
): Promise<Told[]> {
  const mentioned = events.map(({ event, story }) => ({
    event,
    mentions: mentionsOf(event.type, event.subject, story?.scope ?? ''),
  }))
  const known = mentioned.flatMap(({ event: { tenantId }, mentions }) =>
    mentions.flatMap(({ names }) => names.map(({ key }) => ({ tenantId, key }))),
  )
  if (known.length === 0) return events.map(() => NOBODY)
  const ledger = covers(atHand, known) ? atHand : await lookUp(sql, known)
  return mentioned.map(({ event, mentions }) => toTold(event, mentions, ledger))
}

/** Whether everybody with one of these names is known with all names. */
const covers = (atHand: Ledger | undefined, known: readonly Known[]): atHand is Ledger =>
  atHand !== undefined &&
  known.every((name) => {
    const owner = atHand.owners.get(knownKey(name))
    return owner !== undefined && atHand.names.has(owner.id)
  })

async function lookUp(sql: Sql, known: readonly Known[]): Promise<Ledger> {
  const owners = await ownersOf(sql, known)
  return {
    owners,
    names: await namesOf(sql, [...new Set([...owners.values()].map(({ id }) => id))]),
  }
}

/** Who has which name, and what else each is called. */
export type Ledger = {
  owners: ReadonlyMap<string, Principal>
  names: ReadonlyMap<string, readonly HeldName[]>
}

function toTold(event: HubEvent, mentions: readonly Mention[], ledger: Ledger): Told {
  const { tenantId } = event
  const ownerOf = (mention: Mention) =>
    lookedUp(mention)
      .map(({ key }) => ledger.owners.get(knownKey({ tenantId, key })))
      .find((owner) => owner !== undefined)
  const others = mentions.map((mention) => ({
    member: mention.member,
    subjects: otherNames(mention, ledger.names.get(ownerOf(mention)?.id ?? '') ?? []),
  }))
  const [foremost] = mentions
  const principalId = foremost && ownerOf(foremost)?.id
  const subject = withoutStrangers(event, mentions, ledger)
  return {
    ...(principalId === undefined ? {} : { principalId }),
    ...(foremost ? { nameKey: foremost.names[0].key } : {}),
    ...(subject ? { subject } : {}),
    terms: allTerms(subject ?? event.subject, mentions, others),
    ...(others.some(({ subjects }) => subjects.length > 0)
      ? { names: others.filter(({ subjects }) => subjects.length > 0) }
      : {}),
  }
}

/** Names that mean the same to everybody, and that nobody disputes. */
const otherNames = (mention: Mention, held: readonly HeldName[]): LooseSubject[] =>
  held
    .filter(
      ({ isDisputed, isScoped, subject }) =>
        !isDisputed && !isScoped && subject.format !== 'opaque',
    )
    .filter(({ key }) => !mention.names.some((own) => own.key === key))
    .map(({ subject }) => subject)
    .toSorted((a, b) => placeOf({ subject: a }) - placeOf({ subject: b }))
    .slice(0, MOST_TOLD)

/**
 * The event's own terms first; then every name's. What is said of a user's session is found by the user too: who added the
 * user wants to know (SSF 1.0 §8.1.3.1 does not say how a simple subject meets a complex one).
 */
function allTerms(
  subject: LooseSubject,
  mentions: readonly Mention[],
  others: readonly OtherNames[],
): string[] {
  const terms = new Set(termsOf(subject))
  mentions.forEach(({ member, names }, index) => {
    const subjects = [...names.map((name) => name.subject), ...(others[index]?.subjects ?? [])]
    for (const key of subjects.map(canonicalSubjectKey)) {
      terms.add(`${member}=${key}`)
      if (index === 0) terms.add(`=${key}`)
    }
  })
  return [...terms]
}

/**
 * Of `aliases` those that belong to somebody else for certain are taken out: another principal holds the name, and a name
 * of the same issuer that is not this one. A forged alias reaches nobody. Undefined where all stay.
 */
function withoutStrangers(
  { subject, tenantId }: HubEvent,
  mentions: readonly Mention[],
  { owners, names }: Ledger,
): LooseSubject | undefined {
  const strangers = new Set(
    mentions
      .flatMap(({ names: own }) => {
        const [first] = own
        const me = owners.get(knownKey({ tenantId, key: first.key }))
        return own.filter(({ key }) => {
          const holder = owners.get(knownKey({ tenantId, key }))
          const isElse = holder !== undefined && me !== undefined && holder.id !== me.id
          return (
            isElse &&
            (names.get(holder.id) ?? []).some((held) => isRival(held.subject, first.subject))
          )
        })
      })
      .map((name) => canonicalSubjectKey(name.subject)),
  )
  return strangers.size === 0 ? undefined : pruned(subject, strangers)
}

const isRival = (a: LooseSubject, b: LooseSubject): boolean =>
  a.format === 'iss_sub' && b.format === 'iss_sub' && a['iss'] === b['iss'] && a['sub'] !== b['sub']

function pruned(subject: LooseSubject, strangers: ReadonlySet<string>): LooseSubject {
  if (subject.format === 'aliases' && Array.isArray(subject['identifiers']))
    return {
      ...subject,
      identifiers: subject['identifiers'].filter(
        (one) => !isSubject(one) || !strangers.has(canonicalSubjectKey(one)),
      ),
    }
  if (subject.format !== 'complex') return subject
  const members = Object.entries(subject).map(([name, member]) => [
    name,
    isSubject(member) ? pruned(member, strangers) : member,
  ])
  return { ...(Object.fromEntries(members) as object), format: 'complex' }
}
