import { verifyStandardWebhook } from '../../services/receiver/verifiers/standard-webhooks.ts'
import { checkApps } from './check-apps.ts'
import type { Expectations } from './format.ts'
import type { Mistake, ScenarioFile } from './read.ts'
import { must, type Stage } from './stage.ts'
import type { Wrong } from './wrong.ts'

type Where = { file: ScenarioFile; at: readonly PropertyKey[] }

/** What is not as expected, each with its line. */
export async function check(
  expected: Expectations,
  stage: Stage,
  where: Where,
): Promise<Mistake[]> {
  const wrong = [
    ...checkApps(expected, stage.apps),
    ...checkTxns(expected, stage),
    ...checkChannels(expected, stage),
    ...(await checkIncidents(expected, stage)),
    ...(await checkApprovals(expected, stage)),
    ...(await checkHeld(expected, stage)),
    ...(await checkErrors(expected, stage)),
  ]
  return wrong.map(({ at, what }) => ({
    file: where.file.path,
    line: where.file.lineOf([...where.at, ...at]),
    what: `${[...where.at, ...at].map(String).join('.')}: ${what}`,
  }))
}

function checkTxns({ txns }: Expectations, { apps }: Stage): Wrong[] {
  if (txns === undefined) return []
  const found = new Set([...apps.values()].flatMap(({ sets }) => sets.map(({ txn }) => txn)))
  return found.size === txns
    ? []
    : [
        {
          at: ['txns'],
          what: `expected ${String(txns)} different txn, the apps were told ${String(found.size)}`,
        },
      ]
}

function checkChannels({ channels = {} }: Expectations, stage: Stage): Wrong[] {
  return Object.entries(channels).flatMap(([name, { told }]) => {
    const { secret, taken } = stage.channels.get(name) ?? { secret: '', taken: [] }
    const genuine = taken.filter((one) => verifyStandardWebhook(one, [secret], new Date()))
    return taken.length === told && genuine.length === told
      ? []
      : [
          {
            at: ['channels', name],
            what: `expected ${String(told)} notices, it took ${String(taken.length)}, ${String(genuine.length)} of them rightly signed`,
          },
        ]
  })
}

type Incident = {
  severity: string
  state: string
  signals: number
  facts: number
  mergedInto?: string
}
type Approval = { policyId?: string; state: string; affected: number }

async function checkIncidents({ incidents }: Expectations, { hub }: Stage): Promise<Wrong[]> {
  if (!incidents) return []
  const { items } = await must<{ items: Incident[] }>(hub, 'GET', '/admin/incidents?limit=200')
  const found = items
    .filter(({ mergedInto }) => mergedInto === undefined)
    .map(({ severity, state, signals, facts }) => ({ severity, state, signals, facts }))
  return pairUp('incidents', incidents, found)
}

async function checkApprovals({ approvals }: Expectations, { hub }: Stage): Promise<Wrong[]> {
  if (!approvals) return []
  const { items } = await must<{ items: Approval[] }>(hub, 'GET', '/admin/approvals?limit=200')
  const found = items.map(({ policyId, state, affected }) => ({
    policy: policyId,
    state,
    affected,
  }))
  return pairUp('approvals', approvals, found)
}

/** Each that is expected is there, and no other. */
function pairUp(name: string, expected: readonly object[], found: readonly object[]): Wrong[] {
  const left = [...found]
  const missing = expected.flatMap((one, index): Wrong[] => {
    const at = left.findIndex((item) => isLike(item, one))
    if (at === -1)
      return [{ at: [name, index], what: `there is none; there are ${JSON.stringify(found)}` }]
    left.splice(at, 1)
    return []
  })
  return left.length === 0 || missing.length > 0
    ? missing
    : [{ at: [name], what: `there are more: ${JSON.stringify(left)}` }]
}

/** Whether it has every member that is named. */
const isLike = (item: object, wanted: object): boolean =>
  Object.entries(wanted).every(([name, value]) => Reflect.get(item, name) === value)

async function checkHeld({ held }: Expectations, { hub }: Stage): Promise<Wrong[]> {
  if (!held) return []
  const { held: found } = await must<{ held: { heldFor: string; events: number }[] }>(
    hub,
    'GET',
    '/admin/stop-switch',
  )
  const counts = new Map<string, number>()
  for (const { heldFor, events } of found) {
    const name = heldFor.replace(/^approval:.*/, 'approval')
    counts.set(name, (counts.get(name) ?? 0) + events)
  }
  const wanted = new Map(Object.entries(held))
  const names = [...new Set([...wanted.keys(), ...counts.keys()])]
  return names.flatMap((name) => {
    const [want, have] = [wanted.get(name) ?? 0, counts.get(name) ?? 0]
    return want === have
      ? []
      : [
          {
            at: ['held', name],
            what: `expected ${String(want)} held for ${name}, there are ${String(have)}`,
          },
        ]
  })
}

async function checkErrors({ policyErrors = {} }: Expectations, { hub }: Stage): Promise<Wrong[]> {
  const wrong: Wrong[] = []
  for (const [id, errors] of Object.entries(policyErrors)) {
    const { trouble } = await must<{ trouble?: { errors: number; last: string } }>(
      hub,
      'GET',
      `/admin/policies/${id}`,
    )
    if ((trouble?.errors ?? 0) !== errors)
      wrong.push({
        at: ['policyErrors', id],
        what: `expected ${String(errors)}, there are ${String(trouble?.errors ?? 0)}${trouble ? ` (${trouble.last})` : ''}`,
      })
  }
  return wrong
}
