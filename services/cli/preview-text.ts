import type { components } from '../../schemas/generated/types.d.ts'
import type { Io } from './io.ts'
import { plain, shortType, table, tone, type Cell } from './show.ts'

type Preview = components['schemas']['RevocationPreview']
type Event = Preview['events'][number]

const WHEN = {
  now: 'at once',
  'once-enabled': 'once it is enabled',
  'once-reachable': 'once it answers again',
} as const

/** The blast radius: which apps would be told what, and which would not and why. */
export function previewText(io: Io, { isStopped, secondPerson, events }: Preview): string {
  const stopped = isStopped
    ? [tone(io, 'bad', 'The stop switch is on: everything is held until it is let go.')]
    : []
  const head = [...stopped, ...reachText(io, secondPerson)]
  if (events.length === 0) return [...head, 'No policy tells anybody of this.'].join('\n')
  return [...head, ...events.map((event) => eventText(io, event))].join('\n')
}

/** How many are behind it, where it is not one person, and whether it waits for somebody. */
function reachText(io: Io, second: Preview['secondPerson']): string[] {
  const { people, sessions, isAtLeast, isNeeded, mayBreakGlass } = second
  const reach =
    people === 1 && !isAtLeast
      ? []
      : [
          `Behind it: ${String(people)}${isAtLeast ? ' or more' : ''} people, ${String(sessions)} sessions`,
        ]
  const how = mayBreakGlass ? ' (or --break-glass)' : ''
  return [
    ...reach,
    ...(isNeeded ? [tone(io, 'warn', `A second person must say yes first${how}.`)] : []),
  ]
}

function eventText(io: Io, { type, subject, told, notTold, heldFor }: Event): string {
  const head = `${tone(io, 'strong', shortType(type))} ${plain(JSON.stringify(subject))}`
  const held = heldFor === undefined ? '' : tone(io, 'warn', ` (waits: ${plain(heldFor)})`)
  const counts = `${told.total} told, ${notTold.total} not told`
  const rows = [
    ...told.items.map(({ subscriber, when }): Cell[] => [
      subscriber.name,
      [when === 'now' ? 'good' : 'warn', 'told'],
      WHEN[when],
    ]),
    ...notTold.items.map(({ subscriber, because }): Cell[] => [
      subscriber.name,
      ['dim', 'not told'],
      because,
    ]),
  ]
  const more = told.total + notTold.total - rows.length
  const rest = more > 0 ? [tone(io, 'dim', `… and ${more} more`)] : []
  const body = rows.length === 0 ? [] : [table(io, ['app', '', 'when or why'], rows)]
  return [`${head}: ${counts}${held}`, ...body, ...rest].join('\n')
}
