import { randomUUID } from 'node:crypto'
import { POLLED_KINDS } from '../../../schemas/vendor-sources.ts'
import type { Deps } from '../../kernel/deps.ts'
import { errorText } from '../../kernel/errors.ts'
import type { PollOutcome, SourcePoll } from '../../kernel/store/source-polls.ts'
import type { Source } from '../source.ts'
import { takeIn, type TakeInDeps } from '../take-in.ts'
import { backoffMs } from '../upstream/backoff.ts'
import { readLog } from '../adapters/okta-log.ts'
import { firstPage, readPage, type Page } from './okta-page.ts'

export type PolledDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'outbound'> & {
  sources: { refresh(id: string): Promise<Source | undefined> }
  take: TakeInDeps
}

const LOOK_MS = 1_000
const LOOK_FOR_NEW_MS = 30_000
/** Far longer than reading and storing a page takes. */
const LEASE_SECONDS = 120
const AT_ONCE = 8
const TIMEOUT_MS = 20_000
const MAX_BYTES = 8 * 2 ** 20
/** What fails so often in a row is told. */
const TELL_AFTER = 4
/** Where a place in the log is lost, so much of it is read again: events may come into it late. */
const AGAIN_MS = 300_000

/** Reads this process's share of the logs until the signal aborts; the page in hand is stored. */
export async function readPolled(deps: PolledDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, log } = deps
  const owner = randomUUID()
  let newAt = 0
  while (!signal.aborted) {
    try {
      if (clock.now().getTime() >= newAt) {
        await store.sourcePolls.begin(POLLED_KINDS)
        newAt = clock.now().getTime() + LOOK_FOR_NEW_MS
      }
      const due = await store.sourcePolls.claim(owner, LEASE_SECONDS, AT_ONCE)
      await Promise.all(due.map((poll) => read(poll, owner, deps)))
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'logs not looked at')
    }
    await clock.sleep(LOOK_MS, signal)
  }
}

/** One page: fetched, stored, and only then written down as read. What is killed between is read again, and known. */
async function read(poll: SourcePoll, owner: string, deps: PolledDeps): Promise<void> {
  const { store, log } = deps
  const { sourceId } = poll
  const source = await deps.sources.refresh(sourceId)
  if (!source?.issuer) return // it is being removed
  const outcome = await outcomeOf(source, poll, deps).catch((error: unknown) =>
    failed(poll, { reason: errorText(error) }),
  )
  await store.sourcePolls.save(sourceId, owner, outcome)
  if (outcome.problem !== undefined)
    log.warn(
      { sourceId, reason: outcome.problem, waitSeconds: outcome.waitSeconds },
      'log not read',
    )
  await tell(source, poll, outcome, deps)
}

async function outcomeOf(source: Source, poll: SourcePoll, deps: PolledDeps): Promise<PollOutcome> {
  const { issuer = '', secrets } = source
  const asked = poll.next ?? firstPage(issuer, poll.since)
  const result = await deps.outbound.request({
    method: 'GET',
    url: asked,
    headers: { authorization: `SSWS ${secrets[0] ?? ''}`, accept: 'application/json' },
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_BYTES,
  })
  const page = readPage(result, asked)
  switch (page.kind) {
    case 'events':
      await storeAll(source, page.events, deps)
      return stored(poll, page)
    case 'lost':
      return {
        ...failed(poll, page),
        next: undefined,
        since: new Date(poll.since.getTime() - AGAIN_MS),
      }
    case 'failed':
      return failed(poll, page)
    default:
      return page satisfies never
  }
}

const stored = (
  { next, since }: SourcePoll,
  page: Extract<Page, { kind: 'events' }>,
): PollOutcome => ({
  next: page.next ?? next,
  since: latest(since, page.events),
  waitSeconds: page.waitSeconds,
  problem: undefined,
})

function failed(
  { next, since, failures }: SourcePoll,
  { reason, waitSeconds }: { reason: string; waitSeconds?: number },
): PollOutcome {
  return {
    next,
    since,
    waitSeconds: waitSeconds ?? backoffMs(failures + 1, Math.random()) / 1_000,
    problem: reason,
  }
}

/** In the log's order, each with its own words; what says nothing about access leaves no trace. */
async function storeAll(source: Source, events: readonly unknown[], { take }: PolledDeps) {
  for (const event of events) {
    const read = readLog([event], source)
    if (!read.ok || read.signals.length === 0) continue
    const original = { headers: {}, body: Buffer.from(JSON.stringify(event)) }
    const certainty = source.trust === 'hint' ? 'hint' : 'proven'
    await takeIn(source, { certainty, signals: read.signals, skipped: [], original }, take)
  }
}

/** The instant of the newest event. */
function latest(since: Date, events: readonly unknown[]): Date {
  const instants = events.map((event) =>
    typeof event === 'object' && event !== null && 'published' in event
      ? Date.parse(String(event.published))
      : NaN,
  )
  return new Date(Math.max(since.getTime(), ...instants.filter((ms) => Number.isFinite(ms))))
}

/** Once while it lasts. */
async function tell(
  { id, tenantId }: Source,
  { failures }: SourcePoll,
  { problem }: PollOutcome,
  { store }: PolledDeps,
): Promise<void> {
  const target = `source:${id}`
  if (problem === undefined && failures >= TELL_AFTER)
    await store.alerts.resolve('source-failing', target)
  if (problem !== undefined && failures + 1 >= TELL_AFTER)
    await store.alerts.raise({ kind: 'source-failing', target, tenantId, text: problem })
}
