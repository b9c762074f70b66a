import type { components } from '../../../../../../schemas/generated/types.d.ts'

export type Preview = components['schemas']['RevocationPreview']
type Event = Preview['events'][number]
export type Told = Event['told']['items'][number]

/** What one stream would be told of one event: when, or why not. */
export type Cell = { when: Told['when'] } | { because: string }

/** A stream and what it would be told, by the events' places in the preview. */
export type Reached = {
  streamId: string
  app: string
  cells: ReadonlyMap<number, Cell>
}

/** Pure: the preview as a table of streams; those that are told something come first. */
export function reachedBy({ events }: Preview): Reached[] {
  const rows = new Map<string, { app: string; cells: Map<number, Cell> }>()
  const put = (
    index: number,
    { streamId, subscriber }: Pick<Told, 'streamId' | 'subscriber'>,
    cell: Cell,
  ) => {
    const row = rows.get(streamId) ?? { app: subscriber.name, cells: new Map<number, Cell>() }
    row.cells.set(index, cell)
    rows.set(streamId, row)
  }
  events.forEach(({ told, notTold }, index) => {
    for (const one of told.items) put(index, one, { when: one.when })
    for (const one of notTold.items) put(index, one, { because: one.because })
  })
  return [...rows]
    .map(([streamId, row]) => ({ streamId, ...row }))
    .sort((a, b) => rank(a) - rank(b) || a.app.localeCompare(b.app))
}

const isTold = ({ cells }: Reached): boolean => [...cells.values()].some((cell) => 'when' in cell)
const isNow = ({ cells }: Reached): boolean =>
  [...cells.values()].some((cell) => 'when' in cell && cell.when === 'now')
const rank = (row: Reached): number => (isNow(row) ? 0 : isTold(row) ? 1 : 2)

/** Pure: how many streams are told at once, later, and not at all, of those that are listed. */
export function countsOf(rows: readonly Reached[]): { now: number; later: number; never: number } {
  const now = rows.filter(isNow).length
  const told = rows.filter(isTold).length
  return { now, later: told - now, never: rows.length - told }
}

/** Pure: how many streams are there beyond those that are listed. */
export const unlisted = ({ events }: Preview): number =>
  Math.max(
    0,
    ...events.map(
      ({ told, notTold }) => told.total + notTold.total - told.items.length - notTold.items.length,
    ),
  )
