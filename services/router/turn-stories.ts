import type { Severity } from '../../schemas/incident.ts'
import {
  openStories,
  type Happening,
  type Stories,
  type Windows,
} from '../kernel/identity/stories.ts'
import type { Decided } from '../kernel/store/events.ts'
import { incidentsAround } from '../kernel/store/incidents.ts'
import type { Sql } from '../kernel/store/turns.ts'
import type { Correlated } from './correlated.ts'

/** What was decided about one signal; `raise`: what policies say that its incident is worth at least. */
export type TurnDecision = Omit<Decided, 'story'> & { raise?: readonly Severity[] }

/** The incidents around these signals; undefined where another turn joined some of them while this one waited. */
export async function storiesAround(
  sql: Sql,
  happenings: readonly Happening[],
  windows: Windows,
): Promise<Stories | undefined> {
  const times = happenings.map(({ at }) => at.getTime())
  const around = await incidentsAround(sql, {
    principalIds: unique(
      happenings.flatMap(({ parties }) => parties.map(({ principalId }) => principalId)),
    ),
    primaryIds: unique(happenings.flatMap(({ primaryId }) => primaryId ?? [])),
    txns: happenings.filter(({ isTxnShared }) => isTxnShared),
    from: new Date(Math.min(...times) - windows.principalMs),
    until: new Date(Math.max(...times) + windows.principalMs),
  })
  return around && openStories(around, windows)
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

/**
 * What was decided, with whom and what it belongs to: incidents are as severe as policies say, and open where they say so.
 * Events are told by the incident's `txn` unless their source has named the cause: SETs of one cause share its `txn`
 * wherever they come from, and no others have it (SSF 1.0 §4.1.9).
 */
export function withStories(
  decided: readonly TurnDecision[],
  {
    correlated,
    happenings,
    stories,
    scopes,
  }: {
    correlated: readonly Correlated[]
    happenings: readonly Happening[]
    stories: Stories
    scopes: ReadonlyMap<string, string>
  },
): Decided[] {
  const placed = new Map(
    correlated.map(({ signal, incident }) => [signal.id as string, incident?.id as string]),
  )
  for (const { signalId, raise = [] } of decided)
    for (const severity of raise) {
      const incidentId = placed.get(signalId)
      const happening = happenings.find((one) => one.signalId === signalId)
      if (incidentId !== undefined) stories.raise(incidentId, severity)
      else if (happening) placed.set(signalId, stories.join({ ...happening, severity }).incident.id)
    }
  const about = new Map(correlated.map((one) => [one.signal.id as string, one]))
  return decided.map(({ raise: _raise, ...one }) => {
    const incidentId = placed.get(one.signalId)
    const incident = incidentId === undefined ? undefined : stories.of(incidentId)
    return {
      ...one,
      story: {
        principalId: about.get(one.signalId)?.principals.primary?.id,
        incidentId: incident?.id,
        txn: causeOf(one.signalId, about.get(one.signalId)?.signal.txn, incident?.txn),
        scope: scopes.get(one.signalId) ?? '',
      },
    }
  })
}

/** The cause that the source named; else the incident's. A signal without one has its own id as its `txn`. */
const causeOf = (signalId: string, named = signalId, incident = named): string =>
  named === signalId ? incident : named
