import { worse, type Severity } from '../../../schemas/incident.ts'
import type {
  FactRow,
  IncidentChanges,
  IncidentRow,
  Role,
  Span,
  Surroundings,
  TxnRow,
} from '../store/incident-plan.ts'
import { byPrincipal, type ByPrincipal } from './by-principal.ts'
import { derivedId } from '../ids.ts'
import { earlier, isNear, later } from './times.ts'

/** One signal as far as incidents are concerned. */
export type Happening = {
  signalId: string
  tenantId: string
  txn: string
  /** Whether others may bring the same `txn`: the source gave it. */
  isTxnShared: boolean
  type: string
  sourceId: string
  severity: Severity
  at: Date
  receivedAt: Date
  /** Who it happened to: the same to the same is one fact, whoever tells. */
  primaryId: string | undefined
  parties: readonly { principalId: string; role: Role }[]
}

export type Windows = {
  /** How far apart two signals about one principal may be and still be one story. */
  principalMs: number
  /** The same for two signals of one cause, as their `txn` says. */
  txnMs: number
}

export type Joined = { incident: IncidentRow; isNew: boolean }

/** The incidents around some signals, into which more are written; what changed is told at the end. */
export type Stories = {
  /** The incident that a signal belongs to: one that there is, several that it shows to be one, or a new one. */
  join(happening: Happening): Joined
  /** Whether there is an incident of the cause that this one names. */
  hasCause(happening: Happening): boolean
  /** Makes an incident as severe as that, if it is less. */
  raise(incidentId: string, severity: Severity): void
  /** The incident that this one is part of by now. */
  of(incidentId: string): IncidentRow
  changes(): IncidentChanges
}

/**
 * Two signals are of one story if one of them is strongly about a principal that the other is about too, within the window,
 * or if they bring the same `txn`; and so on from signal to signal. Whatever the order in which signals come, the same ones
 * end up together: joining is a union. What is closed takes no more: a new incident goes on from it.
 */
export function openStories(around: Surroundings, windows: Windows): Stories {
  const book = openBook(around)
  return {
    join: (happening) => {
      const near = [...spansNear(book, happening, windows), ...txnsNear(book, happening, windows)]
      const found = near.map((id) => rootOf(book, id))
      const open = found.filter(({ state }) => state !== 'closed')
      const isNew = open.length === 0
      const incident = isNew ? begin(book, happening, found) : unite(book, open)
      add(book, incident, { happening, windows })
      return { incident, isNew }
    },
    hasCause: (happening) => txnsNear(book, happening, windows).length > 0,
    raise: (id, severity) => {
      const incident = rootOf(book, id)
      incident.severity = worse(incident.severity, severity)
      book.touched.add(incident.id)
    },
    of: (id) => rootOf(book, id),
    changes: () => changesOf(book),
  }
}

type Book = {
  incidents: Map<string, IncidentRow>
  fresh: Set<string>
  touched: Set<string>
  merged: Map<string, string>
  spans: ByPrincipal<Span>
  txns: Map<string, TxnRow>
  facts: ByPrincipal<FactRow>
  /** As they were read, to be taken away where they are no more. */
  old: { spans: Set<Span>; facts: Set<FactRow>; txns: Set<TxnRow> }
}

const openBook = ({ incidents, spans, txns, facts }: Surroundings): Book => ({
  incidents: new Map(incidents.map((one) => [one.id, { ...one }])),
  fresh: new Set(),
  touched: new Set(),
  merged: new Map(),
  spans: byPrincipal(spans),
  txns: new Map(txns.map((one) => [txnKey(one), one])),
  facts: byPrincipal(facts),
  old: { spans: new Set(spans), facts: new Set(facts), txns: new Set(txns) },
})

const txnKey = ({ tenantId, txn }: Pick<TxnRow, 'tenantId' | 'txn'>) => `${tenantId}\n${txn}`

/** The incident that it is part of, after everything that was merged in this book. */
function rootOf({ incidents, merged }: Book, id: string): IncidentRow {
  let root = id
  for (let next = merged.get(root); next !== undefined; next = merged.get(root)) root = next
  const incident = incidents.get(root)
  if (!incident) throw new Error(`incident ${id} was not read`)
  return incident
}

const spansNear = ({ spans }: Book, { parties, at }: Happening, { principalMs }: Windows) =>
  parties.flatMap(({ principalId, role }) =>
    spans
      .of(principalId)
      .filter((span) => isNear(at, span, principalMs))
      .filter((span) => role === 'strong' || span.role === 'strong')
      .map(({ incidentId }) => incidentId),
  )

function txnsNear({ txns }: Book, happening: Happening, { txnMs }: Windows): string[] {
  const row = happening.isTxnShared ? txns.get(txnKey(happening)) : undefined
  return row && Math.abs(happening.at.getTime() - row.lastAt.getTime()) <= txnMs
    ? [row.incidentId]
    : []
}

/** A new incident: its id derives from its first signal's, so that a turn that is repeated makes it once. */
function begin(book: Book, happening: Happening, closed: readonly IncidentRow[]): IncidentRow {
  const { signalId, tenantId, txn, severity, at, receivedAt } = happening
  const [previous] = closed.toSorted((a, b) => b.lastSignalAt.getTime() - a.lastSignalAt.getTime())
  const incident: IncidentRow = {
    id: derivedId(signalId, 'incident'),
    tenantId,
    txn,
    severity,
    state: 'open',
    signals: 0,
    facts: 0,
    firstSignalAt: at,
    lastSignalAt: at,
    openedAt: receivedAt,
    previousId: previous?.id,
  }
  book.incidents.set(incident.id, incident)
  book.fresh.add(incident.id)
  return incident
}

/** The eldest lives on; ids are in the order in which incidents were opened. */
function unite(book: Book, found: readonly IncidentRow[]): IncidentRow {
  const [eldest, ...others] = [...new Set(found)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (!eldest) throw new Error('nothing to unite')
  for (const other of others) {
    book.merged.set(other.id, eldest.id)
    eldest.severity = worse(eldest.severity, other.severity)
    eldest.signals += other.signals
    eldest.facts += other.facts
    eldest.firstSignalAt = earlier(eldest.firstSignalAt, other.firstSignalAt)
    eldest.lastSignalAt = later(eldest.lastSignalAt, other.lastSignalAt)
    eldest.previousId ??= other.previousId
  }
  return eldest
}

function add(
  book: Book,
  incident: IncidentRow,
  { happening, windows }: { happening: Happening; windows: Windows },
): void {
  const { at, severity } = happening
  book.touched.add(incident.id)
  incident.severity = worse(incident.severity, severity)
  incident.signals += 1
  incident.firstSignalAt = earlier(incident.firstSignalAt, at)
  incident.lastSignalAt = later(incident.lastSignalAt, at)
  for (const party of happening.parties) extendSpan(book, { incident, at, ...party }, windows)
  addFact(book, incident, { happening, windows })
  if (happening.isTxnShared) noteTxn(book, incident, happening)
}

function noteTxn(book: Book, incident: IncidentRow, happening: Happening): void {
  const { tenantId, txn, at } = happening
  const known = book.txns.get(txnKey(happening))
  const lastAt = known && rootOf(book, known.incidentId) === incident ? later(known.lastAt, at) : at
  book.txns.set(txnKey(happening), {
    tenantId,
    txn,
    incidentId: incident.id,
    lastAt,
    known: known?.known,
  })
}

function extendSpan(
  book: Book,
  {
    incident,
    at,
    principalId,
    role,
  }: { incident: IncidentRow; at: Date; principalId: string; role: Role },
  { principalMs }: Windows,
): void {
  const span: Span = { principalId, incidentId: incident.id, role, firstAt: at, lastAt: at }
  for (const near of book.spans.of(principalId)) {
    const isSame =
      near.role === role &&
      isNear(at, near, principalMs) &&
      rootOf(book, near.incidentId) === incident
    if (!isSame) continue
    span.firstAt = earlier(span.firstAt, near.firstAt)
    span.lastAt = later(span.lastAt, near.lastAt)
    book.spans.remove(near)
  }
  book.spans.add(span)
}

/** The same to the same principal within the window is one fact, however often and by whomever it is told. */
function addFact(
  book: Book,
  incident: IncidentRow,
  { happening, windows }: { happening: Happening; windows: Windows },
): void {
  const { primaryId, type, at, sourceId } = happening
  incident.facts += 1
  if (primaryId === undefined) return
  const fact: FactRow = {
    incidentId: incident.id,
    principalId: primaryId,
    type,
    firstAt: at,
    lastAt: at,
    signals: 1,
    sources: [sourceId],
  }
  for (const near of book.facts.of(primaryId)) {
    const isSame =
      near.type === type &&
      isNear(at, near, windows.principalMs) &&
      rootOf(book, near.incidentId) === incident
    if (!isSame) continue
    fact.firstAt = earlier(fact.firstAt, near.firstAt)
    fact.lastAt = later(fact.lastAt, near.lastAt)
    fact.signals += near.signals
    fact.sources = [...new Set([...near.sources, ...fact.sources])]
    book.facts.remove(near)
    incident.facts -= 1
  }
  book.facts.add(fact)
}

function changesOf(book: Book): IncidentChanges {
  const { incidents, fresh, touched, merged, old } = book
  const alive = [...incidents.values()].filter(({ id }) => !merged.has(id))
  const atRoot = <Row extends { incidentId: string }>(row: Row): Row => ({
    ...row,
    incidentId: rootOf(book, row.incidentId).id,
  })
  return {
    fresh: alive.filter(({ id }) => fresh.has(id)),
    changed: alive.filter(({ id }) => touched.has(id) && !fresh.has(id)),
    // What was begun and joined to another at once was never written.
    merged: new Map(
      [...merged.keys()].filter((id) => !fresh.has(id)).map((id) => [id, rootOf(book, id).id]),
    ),
    spansGone: [...old.spans].filter((span) => !book.spans.has(span)),
    spans: book.spans
      .all()
      .filter((span) => !old.spans.has(span))
      .map(atRoot),
    txns: [...book.txns.values()].filter((row) => !old.txns.has(row)).map(atRoot),
    factsGone: [...old.facts].filter((fact) => !book.facts.has(fact)),
    facts: book.facts
      .all()
      .filter((fact) => !old.facts.has(fact))
      .map(atRoot),
  }
}
