import type { Speaker } from '../kernel/identity/authority.ts'
import type { LinkPlan } from '../kernel/store/link-plan.ts'
import type { Assembly } from './assemble.ts'
import type { Case } from './cases.ts'
import { planNames } from './link.ts'
import { planRelations } from './relate.ts'

/** The cases that are decided in this turn, and what they teach about names. */
export type Lessons = {
  cases: readonly Case[]
  plan: LinkPlan
  /** Principals that a case shows to be one that it is about. */
  absorbedBy(one: Case): readonly string[]
}

/**
 * Pure: the cases in order, but for those about anybody whose names an earlier one changes: who these mean is to be asked
 * again, so they have the next turn, and with them what comes after them about the same principals.
 */
export function planLessons(
  { cases, owners, names, above }: Pick<Assembly, 'cases' | 'owners' | 'names' | 'above'>,
  speakers: ReadonlyMap<string, Speaker>,
): Lessons {
  const plan = emptyPlan()
  const taken: Case[] = []
  const changed = new Set<string>()
  const absorbed = new Map<Case, string[]>()
  for (const one of cases) {
    const concerned = one.meant.map(({ principal }) => principal.id)
    if (concerned.some((id) => changed.has(id))) {
      for (const id of concerned) changed.add(id)
      continue
    }
    const speaker = speakers.get(one.undecided.signal.sourceId)
    const learnt = planNames(one, speaker, { owners, names })
    const related = planRelations(one, speaker, above)
    taken.push(one)
    addTo(plan, learnt)
    addTo(plan, related)
    absorbed.set(
      one,
      learnt.absorptions.map(({ mergedId }) => mergedId),
    )
    for (const id of changedBy(learnt, concerned)) changed.add(id)
  }
  return { cases: taken, plan, absorbedBy: (one) => absorbed.get(one) ?? [] }
}

const emptyPlan = (): LinkPlan => ({
  links: [],
  absorptions: [],
  disputes: [],
  endings: [],
  displayNames: [],
  relations: [],
})

function addTo(plan: LinkPlan, more: Partial<LinkPlan>): void {
  plan.links.push(...(more.links ?? []))
  plan.absorptions.push(...(more.absorptions ?? []))
  plan.disputes.push(...(more.disputes ?? []))
  plan.endings.push(...(more.endings ?? []))
  plan.displayNames.push(...(more.displayNames ?? []))
  plan.relations.push(...(more.relations ?? []))
}

/** Everybody whose names are others afterwards. */
const changedBy = (
  { links, absorptions, endings }: Pick<LinkPlan, 'links' | 'absorptions' | 'endings'>,
  concerned: readonly string[],
): string[] => [
  ...links.map(({ principalId }) => principalId),
  ...absorptions.flatMap(({ survivorId, mergedId }) => [survivorId, mergedId]),
  ...(endings.length > 0 ? concerned : []),
]
