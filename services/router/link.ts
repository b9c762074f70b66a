import { uriOf } from '../../schemas/events/index.ts'
import type { Name } from '../../schemas/identity.ts'
import type { Principal } from '../../schemas/principal.ts'
import type { Signal } from '../../schemas/signal.ts'
import type { LinkPlan } from '../kernel/store/link-plan.ts'
import { FIRST_SEEN, knownKey, type HeldName } from '../kernel/store/principals.ts'
import { mayLink, speaksFor, type Speaker } from '../kernel/identity/authority.ts'
import { CHANGED, type Case, type Meant } from './cases.ts'

/** What is known about names before a signal is read. */
export type Ledger = {
  owners: ReadonlyMap<string, Principal>
  names: ReadonlyMap<string, readonly HeldName[]>
}

export type NamePlan = Pick<
  LinkPlan,
  'links' | 'absorptions' | 'disputes' | 'endings' | 'displayNames'
>

/** Of one issuer a person has one name. */
const EXCLUSIVE: ReadonlySet<string> = new Set(['iss_sub'])

/**
 * Pure: which names a signal shows to be one principal's. A link needs a source that may link and that has a say in both
 * names. Where another holds the name by more than having been seen under it, nothing is linked: an operator decides.
 */
export function planNames(
  { undecided: { signal }, meant }: Case,
  speaker: Speaker | undefined,
  ledger: Ledger,
): NamePlan {
  const plan: NamePlan = { links: [], absorptions: [], disputes: [], endings: [], displayNames: [] }
  if (!mayLink(speaker, signal.certainty)) return plan
  for (const mention of meant) {
    const [anchor] = mention.names
    const knowsAnchor = speaksFor(speaker, anchor)
    for (const name of mention.claims) {
      const isKnown = knowsAnchor && speaksFor(speaker, name)
      planName(plan, { signal, mention, name, isKnown }, ledger)
    }
    if (knowsAnchor && mention.displayName !== undefined && !mention.principal.displayName)
      plan.displayNames.push({
        principalId: mention.principal.id,
        tenantId: signal.tenantId,
        displayName: mention.displayName,
      })
  }
  planChange(plan, { signal, mention: meant[0], speaker }, ledger)
  return plan
}

type Claim = { signal: Signal; mention: Meant; name: Name; isKnown: boolean }

function planName(plan: NamePlan, claim: Claim, ledger: Ledger): void {
  const { signal, mention, name, isKnown } = claim
  const { principal } = mention
  const { tenantId, sourceId: origin } = signal
  const holder = ledger.owners.get(knownKey({ tenantId, key: name.key }))
  if (holder?.id === principal.id) return
  const reason = `${origin} says that it is ${labelOf(mention.names[0])}`
  if (!isKnown) {
    dispute(plan, claim, { kind: 'suggestion', holder, reason: `${reason}, and has no say in it` })
    return
  }
  const other = otherNameOf(principal, name, ledger)
  if (other || (holder && !isProvisional(holder, name, ledger))) {
    const because = other
      ? `${reason}, which has another name of that issuer`
      : `${reason}, and it is known as another's`
    dispute(plan, claim, { kind: 'contradiction', holder, reason: because })
    return
  }
  if (holder)
    plan.absorptions.push({
      tenantId,
      survivorId: principal.id,
      mergedId: holder.id,
      origin,
      reason,
    })
  else plan.links.push({ tenantId, name, principalId: principal.id, origin, reason })
}

function dispute(
  plan: NamePlan,
  { signal, mention, name }: Claim,
  {
    kind,
    holder,
    reason,
  }: { kind: 'suggestion' | 'contradiction'; holder: Principal | undefined; reason: string },
): void {
  plan.disputes.push({
    tenantId: signal.tenantId,
    kind,
    key: name.key,
    subject: name.subject,
    holderId: holder?.id,
    claimantId: mention.principal.id,
    origin: signal.sourceId,
    signalId: signal.id,
    reason,
  })
}

/** A name of the same issuer that this principal has already: it cannot have two. */
const otherNameOf = ({ id }: Principal, { key, subject }: Name, { names }: Ledger) =>
  EXCLUSIVE.has(subject.format)
    ? names
        .get(id)
        ?.find(
          (held) =>
            held.key !== key &&
            held.subject.format === subject.format &&
            held.subject['iss'] === subject['iss'],
        )
    : undefined

/** Known by nothing but this very name, which nobody has linked to anything. */
function isProvisional(holder: Principal, { key }: Name, { names }: Ledger): boolean {
  const held = names.get(holder.id) ?? []
  return (
    held.length === 1 &&
    held[0]?.key === key &&
    held[0].reason === FIRST_SEEN &&
    holder.displayName === undefined
  )
}

const RECYCLED = uriOf('identifier-recycled')

/** RISC 1.0 §2.5, §2.6: an address or a number passes on, or is replaced. Only whoever is authoritative over it may say so. */
function planChange(
  plan: NamePlan,
  { signal, mention, speaker }: { signal: Signal; mention: Meant | undefined; speaker: Speaker },
  ledger: Ledger,
): void {
  const { type, tenantId, sourceId: origin } = signal
  if (!mention || (type !== RECYCLED && type !== CHANGED)) return
  const [old] = mention.names
  const because = type === RECYCLED ? 'recycled' : 'changed'
  if (!speaksFor(speaker, old)) {
    plan.disputes.push({
      tenantId,
      kind: because,
      key: old.key,
      subject: old.subject,
      holderId: mention.principal.id,
      claimantId: mention.principal.id,
      origin,
      signalId: signal.id,
      reason: `${origin} says that it was ${because}, and has no say in it`,
    })
    return
  }
  plan.endings.push({ tenantId, key: old.key, because: `${because}, says ${origin}` })
  const next = mention.becomes
  if (next)
    planName(plan, { signal, mention, name: next, isKnown: speaksFor(speaker, next) }, ledger)
}

/** A name in words. */
export function labelOf({ subject }: Pick<Name, 'subject'>): string {
  const { format, ...members } = subject
  const values = Object.values(members).filter((value) => typeof value === 'string')
  return `${format} ${values.join(' ')}`.slice(0, 300)
}
