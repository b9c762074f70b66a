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

type Approval = { policyId?: string; state: string; affected: number }

async function checkApprovals({ approvals }: Expectations, { hub }: Stage): Promise<Wrong[]> {
  if (!approvals) return []
  const { items } = await must<{ items: Approval[] }>(hub, 'GET', '/admin/approvals?limit=200')
  const left = [...items]
  const missing = approvals.flatMap((one, index): Wrong[] => {
    const at = left.findIndex(
      ({ policyId, state, affected }) =>
        state === one.state &&
        (one.policy === undefined || one.policy === policyId) &&
        (one.affected === undefined || one.affected === affected),
    )
    if (at === -1)
      return [
        { at: ['approvals', index], what: `there is none; ${JSON.stringify(items.map(shown))}` },
      ]
    left.splice(at, 1)
    return []
  })
  return left.length === 0 || missing.length > 0
    ? missing
    : [{ at: ['approvals'], what: `there are more: ${JSON.stringify(left.map(shown))}` }]
}

const shown = ({ policyId, state, affected }: Approval) => ({ policy: policyId, state, affected })

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
