import { LIVE_MARKS, type LiveChange, type LiveMark } from '../../../schemas/live.ts'
import type { Deps } from '../../kernel/deps.ts'
import { firstIdOf } from '../../kernel/ids.ts'
import type { NewAttempt, NewEvent, NewSignal } from '../../kernel/store/live.ts'
import { createNewcomers } from './newcomers.ts'

/** What happened since the look before; undefined where nothing did. */
export type Look = () => Promise<LiveChange | undefined>

/** A row may be committed this long after its id was made. */
const OVERLAP_MS = 3_000
const OVERLAP_ATTEMPTS = 200
/** The newest of a kind that a message names. */
const MOST_NAMED = 20

/** Looks at the ends of the logs; the first look only notes where they are. */
export async function startLooking({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<Look> {
  const { live } = store
  const from = () => firstIdOf(new Date(clock.now().getTime() - OVERLAP_MS))
  const newSignals = createNewcomers<string, NewSignal>()
  const newEvents = createNewcomers<string, NewEvent>()
  const newAttempts = createNewcomers<number, NewAttempt>()
  let attempts = Math.max(0, (await live.newestAttempt()) - OVERLAP_ATTEMPTS)
  let marks = await live.marks()
  const rows = async () => {
    const start = from()
    const found = await live.since({ signals: start, events: start, attempts })
    attempts = Math.max(attempts, (found.attempts.at(-1)?.id ?? 0) - OVERLAP_ATTEMPTS)
    return {
      signals: newSignals(found.signals, start),
      events: newEvents(found.events, start),
      attempts: newAttempts(found.attempts, attempts),
    }
  }
  await rows()
  return async () => {
    const [found, now] = await Promise.all([rows(), live.marks()])
    const changed = LIVE_MARKS.filter((mark) => now[mark] !== marks[mark])
    marks = now
    return toChange({ ...found, changed })
  }
}

type Found = {
  signals: readonly NewSignal[]
  events: readonly NewEvent[]
  attempts: readonly NewAttempt[]
  changed: LiveMark[]
}

/** Pure: as schemas/live.ts LiveChange says; undefined where nothing happened. */
export function toChange({ signals, events, attempts, changed }: Found): LiveChange | undefined {
  const count = (...outcomes: readonly string[]) =>
    attempts.filter(({ outcome }) => outcomes.includes(outcome)).length
  const change = {
    ...(signals.length > 0 && {
      signals: { count: signals.length, items: signals.slice(-MOST_NAMED) },
    }),
    ...(events.length > 0 && {
      decisions: { count: events.length, items: events.slice(-MOST_NAMED) },
    }),
    ...(attempts.length > 0 && {
      deliveries: {
        accepted: count('accepted'),
        retried: count('retry'),
        rejected: count('rejected'),
      },
    }),
    ...(changed.length > 0 && { changed }),
  }
  return Object.keys(change).length === 0 ? undefined : change
}
