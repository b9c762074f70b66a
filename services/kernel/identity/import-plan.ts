import type { ImportRecord } from '../../../schemas/import.ts'
import { nameOf, type Name } from '../../../schemas/identity.ts'
import type { Absorption, NewLink } from '../store/link-plan.ts'
import { FIRST_SEEN, knownKey, type HeldName } from '../store/principals.ts'

/** A principal as far as an import is concerned. */
export type Holder = { id: string; displayName: string | undefined; isProvisional: boolean }

export type ImportLine = { line: number; record: ImportRecord }

/** What there is: who has which name (`knownKey`). */
export type ImportLedger = {
  tenantId: string
  origin: string
  holders: ReadonlyMap<string, Holder>
  newId: () => string
}

export type ImportPlan = {
  made: { id: string; kind: ImportRecord['kind'] }[]
  links: NewLink[]
  absorptions: Absorption[]
  displayNames: { principalId: string; tenantId: string; displayName: string }[]
  created: number
  changed: number
  unchanged: number
  errors: { line: number; message: string }[]
}

const REASON = 'imported by an operator'

/**
 * Pure: what lines change. A line's names are one principal's: its own where one of them is known, a new one's where none
 * is. Who is known by nothing but a name of it becomes it. Names of two that are known for certain are an error: an
 * operator merges or does not. Lines see what those before them did.
 */
export function planImport(lines: readonly ImportLine[], ledger: ImportLedger): ImportPlan {
  const plan: ImportPlan = {
    made: [],
    links: [],
    absorptions: [],
    displayNames: [],
    created: 0,
    changed: 0,
    unchanged: 0,
    errors: [],
  }
  const holders = new Map(ledger.holders)
  for (const line of lines) {
    const fault = planLine(plan, line, { ...ledger, holders })
    if (fault !== undefined) plan.errors.push({ line: line.line, message: fault })
  }
  return plan
}

type Book = Omit<ImportLedger, 'holders'> & { holders: Map<string, Holder> }

function planLine(plan: ImportPlan, { record }: ImportLine, book: Book): string | undefined {
  const { tenantId, holders } = book
  const names = namesIn(record)
  if (typeof names === 'string') return names
  const keyOf = ({ key }: Name) => knownKey({ tenantId, key })
  const known = unique(names.flatMap((name) => holders.get(keyOf(name)) ?? []))
  const certain = known.filter((one) => !one.isProvisional)
  if (certain.length > 1)
    return `its names are of several principals: ${certain.map(({ id }) => id).join(', ')}`
  const found = certain[0] ?? known[0]
  const own: Holder = found ?? { id: book.newId(), displayName: undefined, isProvisional: false }
  if (!found) plan.made.push({ id: own.id, kind: record.kind })
  const fresh = names.filter((name) => !holders.has(keyOf(name)))
  const absorbed = known.filter(({ id }) => id !== own.id)
  join(plan, own, { fresh, absorbed, book })
  const isNamed = nameIt(plan, own, { displayName: record.displayName, tenantId })
  const after = { ...own, displayName: own.displayName ?? record.displayName, isProvisional: false }
  for (const name of names) holders.set(keyOf(name), after)
  const isChanged = fresh.length + absorbed.length > 0 || isNamed
  plan[outcomeOf(found !== undefined, isChanged)] += 1
  return undefined
}

function outcomeOf(isKnown: boolean, isChanged: boolean): 'created' | 'changed' | 'unchanged' {
  if (!isKnown) return 'created'
  return isChanged ? 'changed' : 'unchanged'
}

function join(
  plan: ImportPlan,
  own: Holder,
  { fresh, absorbed, book }: { fresh: readonly Name[]; absorbed: readonly Holder[]; book: Book },
): void {
  const { tenantId, origin } = book
  for (const name of fresh)
    plan.links.push({ tenantId, name, principalId: own.id, origin, reason: REASON })
  for (const { id: mergedId } of absorbed)
    plan.absorptions.push({ tenantId, origin, reason: REASON, survivorId: own.id, mergedId })
}

/** Who has a name for people keeps it. */
function nameIt(
  plan: ImportPlan,
  own: Holder,
  { displayName, tenantId }: { displayName: string | undefined; tenantId: string },
): boolean {
  if (displayName === undefined || own.displayName !== undefined) return false
  plan.displayNames.push({ principalId: own.id, tenantId, displayName })
  return true
}

/** The names of a record, each once; a sentence where one names nobody. */
export function namesIn({ identifiers, kind }: ImportRecord): Name[] | string {
  const names = new Map<string, Name>()
  for (const subject of identifiers) {
    const name = nameOf(subject, kind, '')
    if (!name) return `${subject.format} identifies nobody`
    names.set(name.key, name)
  }
  return [...names.values()]
}

const unique = (holders: readonly Holder[]): Holder[] => [
  ...new Map(holders.map((one) => [one.id, one])).values(),
]

/** Known by nothing but one name that nobody has linked to anything. */
export const isProvisional = (
  names: readonly HeldName[],
  displayName: string | undefined,
): boolean => names.length === 1 && names[0]?.reason === FIRST_SEEN && displayName === undefined
