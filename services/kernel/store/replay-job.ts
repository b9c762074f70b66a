// Streams are told once more what they were told, or missed.
import { ReplayRequest, type ReplayFilter } from '../../../schemas/job.ts'
import { holdLog, oweAgain, type Again } from './again.ts'
import type { Sql } from './database.ts'
import type { Given, Step, Work } from './job-work.ts'
import { lookAtEvents, lookAtLog, nextStream, type LogRow } from './replay-look.ts'

/** Where a replay is: stream by stream, first through its log, then, where that is wished, through what it never was owed. */
type Cursor =
  | { part: 'next'; afterId: string }
  | { part: 'log'; streamId: string; afterSeq: number; upTo: number }
  | { part: 'events'; streamId: string; afterId: string | null }

/** What a look came to: what is to be owed, and where the next one begins. */
type Found = { streamId: string; again: Again[]; tally: Record<string, number>; cursor: Cursor }

export const replayJob: Work = {
  async count(sql, given) {
    const found = await look(sql, { ...given, limit: Infinity })
    if (!found) return NOTHING
    const { again, tally, cursor } = found
    return { cursor, done: again.length, skipped: 0, tally, streamIds: [] }
  },

  async run(sql, given) {
    const found = await look(sql, given)
    if (!found) return NOTHING
    const { streamId, again, tally, cursor } = found
    const status = again.length > 0 ? await holdLog(sql, streamId) : 'disabled'
    const isOwed = status !== undefined && status !== 'disabled'
    if (isOwed) await oweAgain(sql, streamId, again, given)
    return {
      cursor,
      done: isOwed ? again.length : 0,
      skipped: isOwed ? 0 : again.length,
      tally,
      streamIds: isOwed ? [streamId] : [],
    }
  },
}

const NOTHING: Step = { cursor: null, done: 0, skipped: 0, tally: {}, streamIds: [] }

/** Undefined where no stream is left. */
async function look(sql: Sql, given: Given): Promise<Found | undefined> {
  const { filter } = ReplayRequest.parse(given.request)
  const cursor = (given.cursor ?? { part: 'next', afterId: '' }) as Cursor // our own, of the part before
  if (cursor.part === 'events') return lookForNeverOwed(sql, filter, cursor, given)
  if (cursor.part === 'log') return lookForOwed(sql, filter, cursor, given)
  const stream = await nextStream(sql, filter, cursor.afterId)
  if (!stream) return undefined
  return lookForOwed(
    sql,
    filter,
    { part: 'log', streamId: stream.id, afterSeq: 0, upTo: stream.upTo },
    given,
  )
}

async function lookForOwed(
  sql: Sql,
  filter: ReplayFilter,
  cursor: Extract<Cursor, { part: 'log' }>,
  { limit }: Given,
): Promise<Found> {
  const { streamId } = cursor
  const { rows, isFull } = await lookAtLog(sql, filter, cursor)
  const { again, tally, seen } = sift(rows, filter.select, limit)
  const last = rows[seen - 1]
  const isOver = seen === rows.length && !isFull
  const next: Cursor = !isOver
    ? { ...cursor, afterSeq: last?.seq ?? cursor.upTo }
    : filter.backfill
      ? { part: 'events', streamId, afterId: null }
      : { part: 'next', afterId: streamId }
  return { streamId, again, tally, cursor: next }
}

/** Pure: what of these rows is to be owed once more, up to a limit, and how many were looked at. */
export function sift(
  rows: readonly LogRow[],
  select: ReplayFilter['select'],
  limit: number,
): { again: Again[]; tally: Record<string, number>; seen: number } {
  const again: Again[] = []
  const tally: Record<string, number> = {}
  let seen = 0
  for (const row of rows) {
    if (again.length >= limit) break
    seen += 1
    const kind = judge(row)
    if (kind === undefined) continue
    tally[kind] = (tally[kind] ?? 0) + 1
    if (kind === 'onItsWay' || (kind === 'acknowledged' && select === 'missed')) continue
    const { lastSeq: seq, eventId, issuedAt } = row
    // Not urgent, whatever it is: what is new must not wait behind it.
    again.push({ seq, eventId, issuedAt, isUrgent: false, reason: 'replay' })
  }
  return { again, tally, seen }
}

/** Undefined: not asked for. */
function judge(row: LogRow): 'onItsWay' | 'dead' | 'acknowledged' | 'missed' | undefined {
  if (!row.fits) return undefined
  if (row.isOnItsWay) return 'onItsWay'
  if (row.isDead) return 'dead'
  return row.isAcknowledged ? 'acknowledged' : 'missed'
}

async function lookForNeverOwed(
  sql: Sql,
  filter: ReplayFilter,
  { streamId, afterId }: Extract<Cursor, { part: 'events' }>,
  { createdAt, limit }: Given,
): Promise<Found> {
  const range = { streamId, afterId, before: createdAt }
  const { eventIds, lastId } = await lookAtEvents(sql, filter, range)
  const taken = eventIds.slice(0, limit)
  const cutAt = taken.length < eventIds.length ? taken.at(-1) : lastId
  return {
    streamId,
    again: taken.map((eventId) => ({
      seq: null,
      eventId,
      issuedAt: null,
      isUrgent: false,
      reason: 'backfill',
    })),
    tally: taken.length > 0 ? { neverOwed: taken.length } : {},
    cursor:
      cutAt === undefined
        ? { part: 'next', afterId: streamId }
        : { part: 'events', streamId, afterId: cutAt },
  }
}
