import { isDeepStrictEqual } from 'node:util'
import { eventName, eventUriOf } from '../../schemas/events/index.ts'
import type { Receiver, SetBody } from '../support/receiver.ts'
import type { AppExpectation, Expectations, Told } from './format.ts'
import type { Stage } from './stage.ts'
import type { Wrong } from './wrong.ts'

type Wanted = Pick<Told, 'type' | 'about'> & Partial<Pick<Told, 'payload'>>

/** What the apps were told beside what is expected of them. */
export const checkApps = ({ apps = {} }: Expectations, told: Stage['apps']): Wrong[] =>
  [...told].flatMap(([name, receiver]) => [
    ...receiver.faults.map((what) => ({ at: ['apps', name], what })),
    ...checkApp(apps[name] ?? { more: true, inOrder: false }, receiver).map(({ at, what }) => ({
      at: ['apps', name, ...at],
      what,
    })),
  ])

const checkApp = (expected: AppExpectation, { sets }: Receiver): Wrong[] => {
  const wrong = checkTold(expected, sets)
  if (wrong.length === 0 && expected.inOrder) wrong.push(...checkOrder(expected.told ?? [], sets))
  return [...wrong, ...checkNotTold(expected, sets)]
}

function checkTold({ told, more }: AppExpectation, sets: readonly SetBody[]): Wrong[] {
  if (!told) return []
  const left = [...sets]
  const wrong = told.flatMap((one, index): Wrong[] => {
    const fitting = left.filter((set) => fits(one, set))
    for (const set of more ? fitting : fitting.slice(0, one.times))
      left.splice(left.indexOf(set), 1)
    const what = `expected ${count(one.times)} ${tell(one)}, was told ${count(fitting.length)}; ${all(sets)}`
    return fitting.length === one.times ? [] : [{ at: ['told', index], what }]
  })
  return more || left.length === 0 || wrong.length > 0
    ? wrong
    : [{ at: ['told'], what: `was told more: ${summary(left)}` }]
}

const checkNotTold = ({ notTold = [] }: AppExpectation, sets: readonly SetBody[]): Wrong[] =>
  notTold.flatMap((one, index) => {
    const fitting = sets.filter((set) => fits(one, set))
    const what = `was told ${count(fitting.length)} ${tell(one)}`
    return fitting.length === 0 ? [] : [{ at: ['notTold', index], what }]
  })

/** The first of each, in the order of the list. */
function checkOrder(told: readonly Told[], sets: readonly SetBody[]): Wrong[] {
  const places = told.map((one) => sets.findIndex((set) => fits(one, set)))
  const index = places.findIndex((place, at) => at > 0 && place < (places[at - 1] ?? 0))
  return index === -1
    ? []
    : [{ at: ['told', index], what: `came before ${tell(told[index - 1])}; ${all(sets)}` }]
}

function fits({ type, about, payload }: Wanted, set: SetBody): boolean {
  const told = set.events[eventUriOf(type)]
  if (!told) return false
  if (about && !isDeepStrictEqual(about, set.sub_id)) return false
  return Object.entries(payload ?? {}).every(([name, value]) =>
    isDeepStrictEqual(told[name], value),
  )
}

const count = (times: number): string => `${String(times)} ×`
const tell = (one: Wanted | undefined): string =>
  one ? `${one.type}${one.about ? ` about ${JSON.stringify(one.about)}` : ''}` : 'nothing'
const all = (sets: readonly SetBody[]): string =>
  sets.length === 0 ? 'it was told nothing' : `all that it was told: ${summary(sets)}`

function summary(sets: readonly SetBody[]): string {
  const counts = new Map<string, number>()
  for (const set of sets) {
    const [type = ''] = Object.keys(set.events)
    const line = `${eventName(type)} about ${JSON.stringify(set.sub_id)}`
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  const lines = [...counts].slice(0, 20).map(([line, times]) => `${count(times)} ${line}`)
  return lines.join('; ')
}
