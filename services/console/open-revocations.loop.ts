import type { DeliveryCounts } from '../../schemas/incident-admin.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'

type WatchDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config'>

/** How often it is looked, at the most and at the least: an alert is late by a quarter of the time that it waits, no more. */
const EVERY_MS = { most: 15_000, least: 500 }
/** What is older than a day is somebody's work, no news; so many of it are looked at. */
const WATCHED_MS = 86_400_000
const MOST = 1_000
const MOST_REMEMBERED = 20_000

/** Raises an alert for each revocation that some app has not taken in time, and resolves it once all have. */
export async function watchRevocations(deps: WatchDeps, signal: AbortSignal): Promise<void> {
  const look = createRevocationWatch(deps)
  const quarterMs = deps.config.upkeep.openRevocationSeconds * 250
  const everyMs = Math.min(EVERY_MS.most, Math.max(EVERY_MS.least, quarterMs))
  while (!signal.aborted) {
    await look().catch((error: unknown) => {
      deps.log.warn({ reason: errorText(error) }, 'open revocations not looked for')
    })
    await deps.clock.sleep(everyMs, signal)
  }
}

/** Looks once. What everybody has taken is not looked at again: the work is that of what is open. */
export function createRevocationWatch({ store, clock, config }: WatchDeps): () => Promise<void> {
  const done = new Set<string>()
  const { openRevocationSeconds } = config.upkeep
  return async () => {
    const now = clock.now().getTime()
    const due = new Date(now - openRevocationSeconds * 1_000)
    const found = await store.revocations.between(new Date(now - WATCHED_MS), due, MOST)
    const causes = []
    for (const { txn, tenantId, eventIds } of found.filter((one) => !done.has(one.txn))) {
      const counts = sum([...(await store.deliveryCounts.of(eventIds)).values()])
      const text = openText(counts, openRevocationSeconds)
      if (text === undefined) done.add(txn)
      else causes.push({ target: `revocation:${txn}`, tenantId, text })
    }
    if (done.size > MOST_REMEMBERED) done.clear()
    await store.alerts.settle('revocation-open', causes)
  }
}

const KINDS = ['waiting', 'rejected', 'expired'] as const

const sum = (counts: readonly DeliveryCounts[]): DeliveryCounts =>
  counts.reduce(
    (total, one) => ({
      delivered: total.delivered + one.delivered,
      waiting: total.waiting + one.waiting,
      rejected: total.rejected + one.rejected,
      expired: total.expired + one.expired,
    }),
    { delivered: 0, waiting: 0, rejected: 0, expired: 0 },
  )

/** Pure: what is open, in words; undefined where nothing is. */
export function openText(counts: DeliveryCounts, afterSeconds: number): string | undefined {
  const open = KINDS.filter((kind) => counts[kind] > 0)
  if (open.length === 0) return undefined
  const all = counts.delivered + counts.waiting + counts.rejected + counts.expired
  const left = all - counts.delivered
  const how = open.map((kind) => `${String(counts[kind])} ${kind}`).join(', ')
  return `${String(left)} of ${String(all)} SETs are not acknowledged after ${String(afterSeconds)} s: ${how}`
}
