// Somebody is erased: what was about them loses its content, their names go from all texts, and then the names themselves.
import { ExpungeWork } from '../../../schemas/expunge.ts'
import { recordAudit } from './audit.ts'
import type { Sql } from './database.ts'
import { countAll, countOpen } from './expunge-open.ts'
import { forgetNames, leaveUpstreams } from './expunge-names.ts'
import {
  expungeEvents,
  expungeHeld,
  expungeNotes,
  expungeSignals,
  type Place,
} from './expunge-own.ts'
import { scan, type By, type ScanPlace } from './expunge-scan.ts'
import { findSubject, type Subject } from './expunge-who.ts'
import type { Given, Step, Work } from './job-work.ts'

/** Where an erasure is. `waiting`: how many it was told to wait for, as the tally says. */
type Cursor =
  | { part: 'open'; waiting: number }
  | ({ part: 'signals' } & Place)
  | ({ part: 'events' } & Place)
  | ({ part: 'texts' } & ScanPlace)
  | { part: 'names'; waiting: number }

/** An event may be owed to very many streams. */
const EVENTS = 20
const FIRST = '00000000-0000-0000-0000-000000000000'
const AT_FIRST = { principalId: FIRST, after: FIRST }

export const expungeJob: Work = {
  async count(sql, { request }) {
    const who = await subjectOf(sql, request)
    const found = await countAll(sql, who)
    const waiting = await countOpen(sql, who)
    const total = found.signals + found.events
    return { ...NOTHING, cursor: null, done: total, tally: { ...found, waitingFor: waiting } }
  },

  async run(sql, given) {
    const who = await subjectOf(sql, given.request)
    const cursor = (given.cursor ?? { part: 'open', waiting: 0 }) as Cursor // our own, of the part before
    return PARTS[cursor.part](sql, cursor as never, { ...given, who }) // each is given the cursor of its name
  },
}

const NOTHING = { done: 0, skipped: 0, tally: {}, streamIds: [] } as const satisfies Partial<Step>

async function subjectOf(sql: Sql, request: unknown): Promise<Subject> {
  const { principalId } = ExpungeWork.parse(request)
  const who = await findSubject(sql, principalId)
  if (!who) throw new Error(`no principal ${principalId}`)
  return who
}

type Run = Given & { who: Subject }
type Parts = {
  [Name in Cursor['part']]: (
    sql: Sql,
    cursor: Extract<Cursor, { part: Name }>,
    run: Run,
  ) => Promise<Step>
}

const PARTS: Parts = {
  /** What is on its way is delivered first. */
  async open(sql, { waiting }, { who, now }) {
    const open = await countOpen(sql, who)
    const tally = { waitingFor: open - waiting }
    if (open > 0)
      return { ...NOTHING, cursor: { part: 'open', waiting: open }, tally, isWaiting: true }
    const done = await expungeHeld(sql, who, now)
    return {
      ...NOTHING,
      cursor: { part: 'signals', ...AT_FIRST },
      done,
      tally: { ...tally, signals: done },
    }
  },

  async signals(sql, from, { who, limit, now }) {
    const { done, last } = await expungeSignals(sql, who, { from, limit, now })
    const cursor = last ? { part: 'signals', ...last } : { part: 'events', ...AT_FIRST }
    return { ...NOTHING, cursor, done, tally: { signals: done } }
  },

  async events(sql, from, { who, limit, now }) {
    const most = Math.min(limit, EVENTS)
    const { done, last, withdrawn } = await expungeEvents(sql, who, { from, limit: most, now })
    const notes = last ? 0 : await expungeNotes(sql, who)
    const cursor = last ? { part: 'events', ...last } : { part: 'texts', place: 0, after: null }
    return { ...NOTHING, cursor, done, tally: { events: done, withdrawn, texts: notes } }
  },

  async texts(sql, from, run) {
    const { hits, told, next } = await scan(sql, from, byOf(run))
    const cursor = next ? { part: 'texts', ...next } : { part: 'names', waiting: 0 }
    return { ...NOTHING, cursor, tally: { texts: hits, policies: told } }
  },

  async names(sql, { waiting }, run) {
    const { who, now } = run
    const open = await leaveUpstreams(sql, who)
    const tally = { waitingFor: open - waiting }
    if (open > 0)
      return { ...NOTHING, cursor: { part: 'names', waiting: open }, tally, isWaiting: true }
    if (!(await forgetNames(sql, who)))
      return { ...NOTHING, cursor: { part: 'open', waiting: 0 }, tally }
    const { actor, jobId } = byOf(run)
    const target = `principal:${who.id}`
    await recordAudit(
      sql,
      { actor, action: 'principal.expunge', target, tenantId: who.tenantId, detail: { jobId } },
      now,
    )
    return { ...NOTHING, cursor: null, tally: { ...tally, principals: who.principalIds.length } }
  },
}

const byOf = ({ who, jobId, now, request }: Run): By => ({
  who,
  jobId,
  now,
  actor: ExpungeWork.parse(request).actor,
})
