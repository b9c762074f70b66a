import type { Bell } from '../../kernel/bell.ts'
import type { Clock } from '../../kernel/clock.ts'
import { errorText } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/log.ts'
import type { Store } from '../../kernel/store/index.ts'
import type { Polled, PollPlan } from './poll-plan.ts'
import type { Memory } from './trouble.ts'

/** How often at most it is written down that a source is polled. */
const NOTE_MS = 5_000

type NoteDeps = {
  sourceId: string
  owner: string
  store: Pick<Store, 'upstreamDrives'>
  clock: Clock
  log: Logger
  memory: Memory
  bell: Bell
}

/** Writes down how polling goes: that it does, or what keeps failing. */
export function noteTo(deps: NoteDeps): (polled: Polled, next: PollPlan) => void {
  const { clock, memory } = deps
  const { troubles } = memory
  let notedAt = 0
  return (polled, next) => {
    const now = clock.now()
    const failure = failureOf(polled)
    if (failure === undefined) {
      const isMended = troubles.delete('poll')
      if (!isMended && now.getTime() - notedAt < NOTE_MS) return
      notedAt = now.getTime()
      save({ polledAt: now, trouble: [...troubles.values()] }, deps)
      return
    }
    const nextAttemptAt = new Date(now.getTime() + next.waitMs)
    const since = troubles.get('poll')?.since ?? now
    const { failures } = next
    troubles.set('poll', { step: 'poll', since, failures, last: failure, nextAttemptAt })
    deps.log.warn(
      { sourceId: deps.sourceId, failures, nextAttemptAt, reason: failure },
      'poll failed',
    )
    save({ trouble: [...troubles.values()] }, deps)
    if (polled.kind !== 'failed' || (polled.status !== 404 && polled.status !== 410)) return
    memory.isDoubted = true
    deps.bell.ring()
  }
}

function failureOf(polled: Polled): string | undefined {
  if (polled.kind === 'failed') return polled.reason
  if (polled.kind === 'answered' && polled.delayed > 0)
    return `${String(polled.delayed)} SETs can neither be accepted nor refused now: the issuer's keys or the database are away`
  return undefined
}

function save(
  changes: Parameters<Store['upstreamDrives']['save']>[2],
  { sourceId, owner, store, log }: NoteDeps,
): void {
  store.upstreamDrives.save(sourceId, owner, changes).catch((error: unknown) => {
    log.warn({ sourceId, reason: errorText(error) }, 'how polling goes was not written down')
  })
}
