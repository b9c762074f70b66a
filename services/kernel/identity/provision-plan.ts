import type { Directory } from '../../../schemas/directory.ts'
import { nameOf, type Name } from '../../../schemas/identity.ts'
import type { ScimUser } from '../../../schemas/scim.ts'
import { EmailSubject, PhoneNumberSubject, type LooseSubject } from '../../../schemas/subject.ts'
import type { LinkPlan } from '../store/link-plan.ts'
import { knownKey, type HeldName } from '../store/principals.ts'
import { speaksFor } from './authority.ts'
import { isProvisional } from './import-plan.ts'

/** Who has a name. `isLeft`: by this directory's word alone, and it has deleted the user since, or none of its users is it. */
export type NameHolder = {
  id: string
  displayName: string | undefined
  names: readonly HeldName[]
  isLive: boolean
}

/** A user of a directory, as it is to be from now on. `former`: the names that it had from it before. */
export type Provision = {
  directory: Pick<Directory, 'id' | 'tenantId' | 'issuer' | 'subject' | 'speaksFor'>
  userId: string
  user: ScimUser
  /** Undefined for a new user. */
  principal: NameHolder | undefined
  former: readonly Name[]
  /** By `knownKey`. */
  holders: ReadonlyMap<string, NameHolder>
  newId: () => string
}

export type ProvisionPlan = LinkPlan & { principalId: string; isNew: boolean }

export const originOf = (directoryId: string): string => `scim:${directoryId}`

type Planning = Provision & { plan: ProvisionPlan; own: NameHolder }

/**
 * Pure: what a directory's word on one user changes. The issuer's own name for it decides who it is; other names follow it.
 * What another holds for certain, or the directory has no say in, is asked, never taken. An address that the directory gave
 * to a user whom it has deleted passes on; one that it takes from a user is nobody's.
 */
export function planProvision(given: Provision): ProvisionPlan {
  const names = namesOfUser(given.user, given.userId, given.directory)
  const found = given.principal ?? ownerAmong(names, given)
  const own = found ?? { id: given.newId(), displayName: undefined, names: [], isLive: true }
  const plan: ProvisionPlan = {
    ...{ links: [], absorptions: [], disputes: [], endings: [], displayNames: [], relations: [] },
    principalId: own.id,
    isNew: !found,
  }
  const planning = { ...given, plan, own }
  endFormer(planning, names)
  for (const name of names) planName(planning, name)
  const { displayName } = given.user
  if (displayName && own.displayName === undefined)
    plan.displayNames.push({
      principalId: own.id,
      tenantId: given.directory.tenantId,
      displayName,
    })
  return plan
}

/** By the issuer's own name; else who is known by another one, for certain before by sight. */
function ownerAmong(names: readonly Name[], given: Provision): NameHolder | undefined {
  const known = names
    .filter((name) => hasSay(given, name))
    .flatMap((name) => {
      const holder = holderOf(given, name)
      return holder ? [{ name, holder }] : []
    })
  const byIssuer = known.find(({ name }) => name.subject.format === 'iss_sub')
  if (byIssuer) return byIssuer.holder
  const others = known
    .filter(({ holder }) => !isAnothers(holder, given))
    .map(({ holder }) => holder)
  return others.find((holder) => !isOnlySeen(holder)) ?? others[0]
}

/** Is it somebody whom the directory, or its issuer, knows as another user? */
const isAnothers = (holder: NameHolder, { directory }: Provision): boolean =>
  holder.isLive ||
  holder.names.some(
    ({ subject, origin }) =>
      origin === originOf(directory.id) ||
      (subject.format === 'iss_sub' && subject['iss'] === directory.issuer),
  )

function planName(planning: Planning, name: Name): void {
  const { plan, own, directory } = planning
  const { tenantId } = directory
  const holder = holderOf(planning, name)
  if (holder?.id === own.id) return
  const origin = originOf(directory.id)
  const reason = `provisioned by ${directory.id}`
  if (!hasSay(planning, name)) {
    dispute(planning, { name, holder, kind: 'suggestion', because: 'has no say in it' })
  } else if (!holder) {
    plan.links.push({ tenantId, name, principalId: own.id, origin, reason })
  } else if (isOnlySeen(holder)) {
    plan.absorptions.push({ tenantId, survivorId: own.id, mergedId: holder.id, origin, reason })
  } else if (isLeft(holder, name, origin)) {
    plan.endings.push({ tenantId, key: name.key, because: `${directory.id} gave it to another` })
    plan.links.push({ tenantId, name, principalId: own.id, origin, reason })
  } else
    dispute(planning, {
      name,
      holder,
      kind: 'contradiction',
      because: 'and it is known as another’s',
    })
}

/** Whoever has it has it from this directory, which has that user no more. */
const isLeft = ({ names, isLive }: NameHolder, { key }: Name, origin: string): boolean =>
  !isLive && names.some((held) => held.key === key && held.origin === origin)

function dispute(
  { plan, own, directory }: Planning,
  asked: {
    name: Name
    holder: NameHolder | undefined
    kind: 'suggestion' | 'contradiction'
    because: string
  },
): void {
  const { name, holder, kind, because } = asked
  plan.disputes.push({
    tenantId: directory.tenantId,
    kind,
    key: name.key,
    subject: name.subject,
    holderId: holder?.id,
    claimantId: own.id,
    origin: originOf(directory.id),
    signalId: undefined,
    reason: `the directory ${directory.id} says that it is this user’s, ${because}`,
  })
}

/** What it told before and tells no more, where nobody else has said it. */
function endFormer({ plan, own, former, directory }: Planning, names: readonly Name[]): void {
  const kept = new Set(names.map(({ key }) => key))
  for (const { key } of former) {
    const held = own.names.find((one) => one.key === key)
    if (kept.has(key) || held?.origin !== originOf(directory.id)) continue
    const because = `${directory.id} tells it no more`
    plan.endings.push({ tenantId: directory.tenantId, key, because })
  }
}

const holderOf = ({ holders, directory: { tenantId } }: Provision, { key }: Name) =>
  holders.get(knownKey({ tenantId, key }))

/** A directory is an adapter's equal: what it says of its own issuer is that issuer's word. */
const hasSay = ({ directory }: Provision, name: Name): boolean =>
  speaksFor(
    { kind: 'ssf', mayLink: true, issuer: directory.issuer, speaksFor: directory.speaksFor },
    name,
  )

const isOnlySeen = ({ names, displayName }: NameHolder): boolean =>
  isProvisional(names, displayName)

/** The names of a user, the issuer's own first, each once. What is no name of a format is left out: it says nothing. */
export function namesOfUser(
  user: ScimUser,
  userId: string,
  { id, issuer, subject }: Provision['directory'],
): Name[] {
  const sub = subject === 'id' ? userId : user[subject]
  const addresses = (user.emails ?? []).flatMap(({ value }) => value ?? [])
  const own = isEmail(user.userName) ? [] : [{ format: 'opaque', id: user.userName }]
  const subjects: LooseSubject[] = [
    ...(issuer !== undefined && sub !== undefined ? [{ format: 'iss_sub', iss: issuer, sub }] : []),
    ...[user.userName, ...addresses].filter(isEmail).map((email) => ({ format: 'email', email })),
    ...(user.phoneNumbers ?? [])
      .flatMap(({ value }) => value ?? [])
      .map((value) => ({ format: 'phone_number', phone_number: value.replace(/^tel:/i, '') }))
      .filter((one) => PhoneNumberSubject.safeParse(one).success),
    ...own,
  ]
  const names = subjects.flatMap((one) => nameOf(one, 'user', issuer ?? originOf(id)) ?? [])
  return [...new Map(names.map((name) => [name.key, name])).values()]
}

const isEmail = (text: string): boolean =>
  EmailSubject.safeParse({ format: 'email', email: text }).success
