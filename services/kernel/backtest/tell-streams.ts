import {
  keepSilences,
  silencesOf,
  type Silence,
  type StreamCount,
} from '../store/backtest-progress.ts'
import type { Sql } from '../store/database.ts'
import { streamsWanting } from '../store/matching.ts'
import { digest, type Foretold } from './foresee.ts'

/** An event, when it would have been made, and the scope of its source's names. */
export type Due = { foretold: Foretold; at: Date; scope: string }

/** How many streams would have been told of each event, in the order in which they were given, and of what each stream. */
export type Told = { counts: { told: number; suppressed: number }[]; streams: StreamCount[] }

/** Events whose streams are found by one statement: each may be wanted by thousands. */
const AT_ONCE = 50

/** Which streams would have been told, as they are now, each not more often than policies say. */
export async function tellStreams(
  sql: Sql,
  jobId: string,
  due: readonly Due[],
  now: Date,
): Promise<Told> {
  const told: Told = { counts: [], streams: [] }
  const streams = new Map<string, StreamCount>()
  for (let start = 0; start < due.length; start += AT_ONCE) {
    const some = due.slice(start, start + AT_ONCE)
    const wanting = await streamsWanting(
      sql,
      some.map(({ foretold: { event }, scope }) => ({ event, story: { scope } })),
      now,
    )
    const keys = [...new Set(some.flatMap((one) => keyOf(one) ?? []))]
    const silences = new Map(
      (await silencesOf(sql, jobId, keys)).map((one) => [placeOf(one), one] as const),
    )
    some.forEach((one, index) =>
      told.counts.push(letThrough(one, wanting[index] ?? [], { silences, streams })),
    )
    await keepSilences(sql, jobId, [...silences.values()])
  }
  return { ...told, streams: [...streams.values()] }
}

const keyOf = ({ foretold: { event } }: Due): string | undefined =>
  event.suppress && digest(event.suppress.key)

const placeOf = ({ key, streamId }: Pick<Silence, 'key' | 'streamId'>): string =>
  `${key} ${streamId}`

type Ledger = { silences: Map<string, Silence>; streams: Map<string, StreamCount> }

/** As fan-out.ts does it: a stream that is silenced is passed by, one that is told is silenced. */
function letThrough(
  due: Due,
  streamIds: readonly string[],
  { silences, streams }: Ledger,
): Told['counts'][number] {
  const { isOwn } = due.foretold
  const key = keyOf(due)
  const count = { told: 0, suppressed: 0 }
  for (const streamId of streamIds) {
    const isSilenced = key !== undefined && silence(silences, { key, streamId }, due)
    const outcome = isSilenced ? 'suppressed' : 'told'
    count[outcome] += 1
    if (!isOwn) continue
    const stream = streams.get(streamId) ?? { streamId, told: 0, suppressed: 0 }
    stream[outcome] += 1
    streams.set(streamId, stream)
  }
  return count
}

/** Whether it is silenced by now; if not, it is from now on. */
function silence(
  silences: Map<string, Silence>,
  place: Pick<Silence, 'key' | 'streamId'>,
  { at, foretold: { event } }: Due,
): boolean {
  const known = silences.get(placeOf(place))
  if (known && known.until > at) return true
  const until = new Date(at.getTime() + (event.suppress?.seconds ?? 0) * 1_000)
  silences.set(placeOf(place), { ...place, until })
  return false
}
