import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Severity } from '../../../schemas/incident.ts'
import { newId } from '../ids.ts'
import { openStories, type Happening, type Stories } from './stories.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-24T10:00:00Z')
const WINDOWS = { principalMs: 30 * MINUTE, txnMs: 24 * 60 * MINUTE }
const NOTHING = { incidents: [], spans: [], txns: [], facts: [] }

let count = 0
function happening(
  minute: number,
  parties: Record<string, 'strong' | 'weak'>,
  changes: Partial<Happening> = {},
): Happening {
  const at = new Date(START + minute * MINUTE)
  const id = newId(at, (count += 1) % 4096)
  return {
    signalId: id,
    tenantId: 'default',
    txn: id,
    isTxnShared: false,
    type: 'a',
    sourceId: 's1',
    severity: 'low',
    at,
    receivedAt: at,
    primaryId: Object.keys(parties)[0],
    parties: Object.entries(parties).map(([principalId, role]) => ({ principalId, role })),
    ...changes,
  }
}

/** Which happenings end up together, as sets of their signals. */
function groups(stories: Stories, happenings: readonly Happening[]): string[][] {
  const joined = happenings.map((one) => [one.signalId, stories.join(one).incident.id] as const)
  const byIncident = new Map<string, string[]>()
  for (const [signal, incident] of joined) {
    const { id } = stories.of(incident)
    byIncident.set(id, [...(byIncident.get(id) ?? []), signal].sort())
  }
  return [...byIncident.values()].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
}
const grouped = (...happenings: Happening[]) => groups(openStories(NOTHING, WINDOWS), happenings)

test('signals about one principal within the window are one story, later ones another', () => {
  expect(grouped(happening(0, { ann: 'strong' }), happening(30, { ann: 'strong' }))).toHaveLength(1)
  expect(grouped(happening(0, { ann: 'strong' }), happening(31, { ann: 'strong' }))).toHaveLength(2)
  expect(grouped(happening(0, { ann: 'strong' }), happening(1, { bob: 'strong' }))).toHaveLength(2)
})

test('a late signal that belongs to two stories makes them one, and the elder’s txn stays', () => {
  const stories = openStories(NOTHING, WINDOWS)
  const [ann, bob] = [happening(0, { ann: 'strong' }), happening(1, { bob: 'strong' })]
  const elder = stories.join(ann).incident
  const younger = stories.join(bob).incident
  const both = stories.join(happening(2, { ann: 'strong', bob: 'strong' }, { severity: 'high' }))
  expect(both).toMatchObject({
    isNew: false,
    incident: { id: elder.id, severity: 'high', signals: 3 },
  })
  expect(stories.of(younger.id).txn).toBe(ann.txn)
  expect(stories.changes()).toMatchObject({ fresh: [{ id: elder.id }], merged: new Map() })
})

test('two users of one integration are two stories, until something is said of the integration itself', () => {
  const ann = happening(0, { ann: 'strong', drift: 'weak' })
  const bob = happening(1, { bob: 'strong', drift: 'weak' })
  const drift = happening(2, { drift: 'strong' })
  expect(grouped(ann, bob)).toHaveLength(2)
  expect(grouped(ann, bob, drift)).toHaveLength(1)
  expect(grouped(drift, ann, bob)).toHaveLength(1)
})

test('what brings the same txn belongs together, whoever it is about', () => {
  const shared = { txn: 't', isTxnShared: true }
  expect(
    grouped(happening(0, { ann: 'strong' }, shared), happening(90, { bob: 'strong' }, shared)),
  ).toHaveLength(1)
  const [one, other] = [
    { ...shared, tenantId: 'a' },
    { ...shared, tenantId: 'b' },
  ]
  expect(
    grouped(happening(0, { ann: 'strong' }, one), happening(0, { bob: 'strong' }, other)),
  ).toHaveLength(2)
})

test('the same thing from several sources, or ten thousand times, counts once', () => {
  const stories = openStories(NOTHING, WINDOWS)
  for (let n = 0; n < 10_000; n++)
    stories.join(happening(n / 1_000, { ann: 'strong' }, { sourceId: `s${String(n % 3)}` }))
  stories.join(happening(1, { ann: 'strong' }, { type: 'b' }))
  const { fresh, facts, spans } = stories.changes()
  expect(fresh).toMatchObject([{ signals: 10_001, facts: 2 }])
  expect(facts.map(({ type, signals, sources }) => [type, signals, sources.toSorted()])).toEqual([
    ['a', 10_000, ['s0', 's1', 's2']],
    ['b', 1, ['s1']],
  ])
  expect(spans).toHaveLength(1)
})

test('a closed story takes no more: a new one goes on from it', () => {
  const first = openStories(NOTHING, WINDOWS)
  first.join(happening(0, { ann: 'strong' }))
  const { fresh, spans, txns, facts } = first.changes()
  const around = {
    incidents: fresh.map((one) => ({ ...one, state: 'closed' as const })),
    spans,
    txns,
    facts,
  }
  const { incident, isNew } = openStories(around, WINDOWS).join(happening(5, { ann: 'strong' }))
  expect(isNew).toBe(true)
  expect(incident.previousId).toBe(fresh[0]?.id)
})

test('severity is the worst of all, and can be raised', () => {
  const stories = openStories(NOTHING, WINDOWS)
  const severities: Severity[] = ['low', 'high', 'medium']
  for (const severity of severities) stories.join(happening(0, { ann: 'strong' }, { severity }))
  const [incident] = stories.changes().fresh
  expect(incident?.severity).toBe('high')
  stories.raise(incident?.id ?? '', 'critical')
  stories.raise(incident?.id ?? '', 'low')
  expect(stories.changes().fresh[0]?.severity).toBe('critical')
})

const party = fc.record({
  who: fc.constantFrom('ann', 'bob', 'cid', 'dan', 'drift'),
  role: fc.constantFrom('strong' as const, 'weak' as const),
})
const anything = fc
  .record({
    minute: fc.integer({ min: 0, max: 240 }),
    parties: fc.uniqueArray(party, { minLength: 1, maxLength: 3, selector: ({ who }) => who }),
    type: fc.constantFrom('a', 'b'),
    sourceId: fc.constantFrom('s1', 's2'),
    severity: fc.constantFrom<Severity>('low', 'medium', 'high'),
  })
  .map(({ minute, parties, ...changes }) =>
    happening(minute, Object.fromEntries(parties.map(({ who, role }) => [who, role])), changes),
  )

/** Connected components, the plain way: the definition that joining one by one must agree with. */
function components(all: readonly Happening[]): string[][] {
  const near = (a: Happening, b: Happening) =>
    Math.abs(a.at.getTime() - b.at.getTime()) <= WINDOWS.principalMs &&
    a.parties.some((one) =>
      b.parties.some(
        (other) =>
          one.principalId === other.principalId &&
          (one.role === 'strong' || other.role === 'strong'),
      ),
    )
  const rest = new Set(all)
  const found: string[][] = []
  for (const start of all) {
    if (!rest.delete(start)) continue
    const group = [start]
    for (const one of group)
      group.push(...[...rest].filter((other) => near(one, other) && rest.delete(other)))
    found.push(group.map(({ signalId }) => signalId).sort())
  }
  return found.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
}

test('in whatever order signals come, the same ones end up together', () => {
  fc.assert(
    fc.property(
      fc
        .array(anything, { maxLength: 14 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
      ([all, shuffled]) => {
        expect(grouped(...shuffled)).toEqual(components(all))
      },
    ),
    { numRuns: 400 },
  )
})

test('also when every signal is a turn of its own, with what was written read again', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 10 }), (all) => {
      let around: Parameters<typeof openStories>[0] = NOTHING
      const merged = new Map<string, string>()
      const joined = all.map((one) => {
        const stories = openStories(around, WINDOWS)
        const { id } = stories.join(one).incident
        const changes = stories.changes()
        for (const [from, to] of changes.merged) merged.set(from, to)
        const atRoot = <Row extends { incidentId: string }>(row: Row): Row => ({
          ...row,
          incidentId: changes.merged.get(row.incidentId) ?? row.incidentId,
        })
        const without = <Row>(rows: readonly Row[], gone: readonly Row[]) =>
          rows.filter((row) => !gone.includes(row))
        around = {
          incidents: [
            ...around.incidents.filter(
              (known) =>
                !changes.merged.has(known.id) && !changes.changed.some((c) => c.id === known.id),
            ),
            ...changes.changed,
            ...changes.fresh,
          ],
          spans: [...without(around.spans, changes.spansGone).map(atRoot), ...changes.spans],
          txns: [],
          facts: [...without(around.facts, changes.factsGone).map(atRoot), ...changes.facts],
        }
        return [one.signalId, id] as const
      })
      const rootOf = (id: string): string => {
        const next = merged.get(id)
        return next === undefined ? id : rootOf(next)
      }
      const byRoot = Map.groupBy(joined, ([, id]) => rootOf(id))
      const found = [...byRoot.values()].map((rows) => rows.map(([signal]) => signal).sort())
      expect(found.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))).toEqual(components(all))
      const total = around.incidents.reduce((sum, { signals }) => sum + signals, 0)
      expect(total).toBe(all.length)
    }),
    { numRuns: 300 },
  )
})
