import type { Router } from 'express'
import {
  IncidentNoteRequest,
  IncidentPath,
  IncidentQuery,
  IncidentStateRequest,
  IncidentTimelineQuery,
  type IncidentStep,
  type IncidentSummary,
} from '../../schemas/incident-admin.ts'
import { IncidentState, type Incident } from '../../schemas/incident.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { PrincipalSummary } from '../../schemas/principal-admin.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { IncidentFilter } from '../kernel/store/incident-lists.ts'
import type { DecidedSignal } from '../kernel/store/incident-reads.ts'
import type { Store } from '../kernel/store/index.ts'
import type { Operator } from './access/operator.ts'
import { page } from './page.ts'
import { withoutUndefined } from './without-undefined.ts'

type IncidentDeps = Pick<Deps, 'store' | 'clock' | 'log'> & {
  operators: Pick<Callers<Operator>, 'of'>
}

/** Events of one signal that a timeline tells. */
const MOST_EVENTS = 200
/** Principals of one search whose incidents are looked for. */
const MOST_FOUND = 50

/** Incidents: what belongs together, what was done about it, and what operators say to it. */
export function addIncidentRoutes(router: Router, deps: IncidentDeps): void {
  addReading(router, deps)
  addNotes(router, deps)
  addStates(router, deps)
}

function addReading(router: Router, { store }: IncidentDeps): void {
  router.get(endpoint('listIncidents').route, async (request, response) => {
    const query = readQuery(request, IncidentQuery)
    const { state, severity = 'info', limit, tenantId, after } = query
    const filter = withoutUndefined({ limit, tenantId, after, among: await amongOf(query, store) })
    const found = await store.incidents.list({ ...filter, states: statesOf(state), severity })
    const { items, next } = page(found, limit)
    response.json(withoutUndefined({ items: await summariesOf(items, store), next }))
  })
  router.get(endpoint('readIncident').route, async (request, response) => {
    const { id } = readPath(request, IncidentPath)
    const incident = await read(store, id)
    const [parties, facts, absorbed, related] = await Promise.all([
      store.incidents.parties(id),
      store.incidents.facts(id),
      store.incidents.absorbed(id),
      store.incidents.related(id),
    ])
    response.json({ incident, parties, facts, absorbed, related })
  })
  router.get(endpoint('readIncidentTimeline').route, async (request, response) => {
    const { id } = readPath(request, IncidentPath)
    const { limit, after } = readQuery(request, IncidentTimelineQuery)
    await read(store, id)
    const signals = await store.incidents.signals(id, limit, after)
    const items = await stepsOf(signals, store)
    const last = items.length === limit ? items.at(-1)?.signal.id : undefined
    response.json({ items, ...(last === undefined ? {} : { next: last }) })
  })
}

/** Whose incidents are asked for, where it says so. */
async function amongOf(
  { q, principalId, tenantId = 'default' }: IncidentQuery,
  { principals }: Pick<Store, 'principals'>,
): Promise<IncidentFilter['among']> {
  if (principalId !== undefined) return { principalIds: [principalId] }
  if (q === undefined) return undefined
  const { items } = await principals.search(tenantId, q, { limit: MOST_FOUND })
  const principalIds = items.map(({ principal }) => principal.id)
  const signalId = IncidentPath.shape.id.safeParse(q).data
  return { principalIds, cause: { tenantId, txn: q, signalId } }
}

async function summariesOf(
  incidents: readonly Incident[],
  { incidents: reads, principals }: Pick<Store, 'incidents' | 'principals'>,
): Promise<IncidentSummary[]> {
  const abouts = await reads.abouts(incidents.map(({ id }) => id))
  const ids = new Set([...abouts.values()].flatMap(({ principalIds }) => principalIds))
  const found = await principals.summaries([...ids])
  const byId = new Map<string, PrincipalSummary>(found.map((one) => [one.principal.id, one]))
  return incidents.map((incident) => {
    const { principalIds, types } = abouts.get(incident.id) ?? { principalIds: [], types: [] }
    return { ...incident, who: principalIds.flatMap((id) => byId.get(id) ?? []), what: types }
  })
}

function statesOf(state: IncidentState | 'active' | undefined): readonly IncidentState[] {
  if (state === undefined) return IncidentState.options
  return state === 'active' ? IncidentState.exclude(['closed']).options : [state]
}

async function stepsOf(
  signals: readonly DecidedSignal[],
  { events, deliveryCounts }: Pick<Store, 'events' | 'deliveryCounts'>,
): Promise<IncidentStep[]> {
  const told = await Promise.all(
    signals.map(({ signal }) => events.list({ signalId: signal.id, limit: MOST_EVENTS })),
  )
  const counts = await deliveryCounts.of(told.flat().map(({ id }) => id))
  return signals.map((one, index) => ({
    ...one,
    events: (told[index] ?? []).flatMap((event) => {
      const deliveries = counts.get(event.id)
      return deliveries ? [{ event, deliveries }] : []
    }),
  }))
}

async function read({ incidents }: Pick<Store, 'incidents'>, id: string): Promise<Incident> {
  return (await incidents.find(id)) ?? missing(id)
}

function addNotes(router: Router, { store, clock, log, operators }: IncidentDeps): void {
  router.get(endpoint('listIncidentNotes').route, async (request, response) => {
    const { id } = readPath(request, IncidentPath)
    const { limit, after } = readQuery(request, IncidentTimelineQuery)
    await read(store, id)
    response.json(page(await store.incidents.notes(id, limit, after), limit))
  })
  router.post(endpoint('addIncidentNote').route, async (request, response) => {
    const { id } = readPath(request, IncidentPath)
    const note = readBody(request, IncidentNoteRequest)
    if (note.text === id) throw new HubError('invalid_request', 'text: the incident itself')
    const by = { author: operators.of(request).name, now: clock.now() }
    const added =
      (await store.incidents.addNote(id, note, by)) ??
      missing(note.kind === 'incident' ? `${id} or ${note.text}` : id)
    log.info({ incidentId: id, kind: note.kind }, 'incident noted')
    response.status(201).json(added)
  })
}

function addStates(router: Router, { store, clock, log, operators }: IncidentDeps): void {
  router.post(endpoint('setIncidentState').route, async (request, response) => {
    const { id } = readPath(request, IncidentPath)
    const { state, comment } = readBody(request, IncidentStateRequest)
    const by = { author: operators.of(request).name, now: clock.now(), comment }
    const { done, incident } = await store.incidents.step(id, state, by)
    if (!incident) return missing(id)
    if (!done && incident.mergedInto !== undefined)
      throw new HubError('conflict', `Incident ${id} is part of ${incident.mergedInto}`)
    if (!done && incident.state !== state)
      throw new HubError('conflict', `Incident ${id} is ${incident.state}: there is no way back`)
    if (done) log.info({ incidentId: id, state }, 'incident changed')
    response.json(incident)
  })
}

function missing(id: string): never {
  throw new HubError('not_found', `No incident ${id}`)
}
