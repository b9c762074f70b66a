import type {
  AttemptRecord,
  Cursor,
  DeliveryStore,
  ExceptionRecord,
  Settlement,
} from '../../kernel/store/deliveries.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Logger } from '../../kernel/log.ts'
import { errorText } from '../../kernel/errors.ts'

/** Outcomes on their way to the database: written together, as fast as the database takes them. */
export type Outbox = {
  add(attempt: AttemptRecord, change: OutboxChange): void
  /** What was given up without an attempt. */
  park(exception: ExceptionRecord, cursor: Cursor): void
  /** A cursor that moved without an attempt. */
  move(cursor: Cursor): void
  size(): number
  /** True while an outcome of this stream is not yet written. */
  isPending(streamId: string): boolean
  /** Resolves when all that was added has been written. */
  flushed(): Promise<void>
}

export type OutboxChange = {
  /** The stream's cursor after this attempt; the newest of a stream wins. */
  cursor?: Cursor
  exception?: ExceptionRecord
  resolved?: { streamId: string; seq: number }
}

type Pending = {
  attempts: AttemptRecord[]
  /** How many exceptions came without an attempt. */
  parked: number
  cursors: Map<string, Cursor>
  exceptions: Map<string, ExceptionRecord>
  resolved: Map<string, { streamId: string; seq: number }>
}

const RETRY_MS = 500

type OutboxDeps = {
  deliveries: DeliveryStore
  owner: string
  clock: Clock
  log: Logger
  /** Once it aborts, a failure is final: what is unwritten then is sent again after the next start. */
  stop: AbortSignal
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock, stop } = deps
  let pending = emptyPending()
  let unwritten = 0
  let inWriting = emptyPending()
  let writing: Promise<void> | undefined
  const isOver = (): boolean => stop.aborted

  async function drain(): Promise<void> {
    while (!isEmpty(pending) && !isOver()) {
      const batch = pending
      inWriting = batch
      pending = emptyPending()
      while (!(await tryToWrite(batch, deps)) && !isOver()) await clock.sleep(RETRY_MS, stop)
      inWriting = emptyPending()
      unwritten -= batch.attempts.length + batch.parked
    }
    writing = undefined
  }

  return {
    add(attempt, change) {
      put(pending, attempt, change)
      unwritten += 1
      writing ??= drain()
    },
    park(exception, cursor) {
      pending.cursors.set(cursor.streamId, cursor)
      pending.exceptions.set(keyOf(exception), exception)
      pending.parked += 1
      unwritten += 1
      writing ??= drain()
    },
    move(cursor) {
      pending.cursors.set(cursor.streamId, cursor)
      writing ??= drain()
    },
    size: () => unwritten,
    isPending: (streamId) => pending.cursors.has(streamId) || inWriting.cursors.has(streamId),
    flushed: () => writing ?? Promise.resolve(),
  }
}

/** An outage of the database delays outcomes, it does not lose them; a crash meanwhile sends them again. */
async function tryToWrite(
  batch: Pending,
  { deliveries, owner, log }: OutboxDeps,
): Promise<boolean> {
  try {
    await deliveries.settle(owner, toSettlement(batch))
    return true
  } catch (error) {
    log.error(
      { reason: errorText(error), outcomes: batch.attempts.length },
      'outcomes not written, trying again',
    )
    return false
  }
}

const emptyPending = (): Pending => ({
  attempts: [],
  parked: 0,
  cursors: new Map(),
  exceptions: new Map(),
  resolved: new Map(),
})

const isEmpty = ({ attempts, cursors }: Pending): boolean =>
  attempts.length === 0 && cursors.size === 0

const keyOf = ({ streamId, seq }: { streamId: string; seq: number | null }): string =>
  `${streamId}\n${String(seq)}`

/** The newest of a stream's cursors wins, and the newest of what became of a SET. */
function put(pending: Pending, attempt: AttemptRecord, change: OutboxChange): void {
  const { cursor, exception, resolved } = change
  const key = keyOf(attempt)
  pending.attempts.push(attempt)
  if (cursor) pending.cursors.set(cursor.streamId, cursor)
  if (exception) {
    pending.exceptions.set(key, exception)
    pending.resolved.delete(key)
  }
  if (resolved) {
    pending.resolved.set(key, resolved)
    pending.exceptions.delete(key)
  }
}

const toSettlement = ({ attempts, cursors, exceptions, resolved }: Pending): Settlement => ({
  attempts,
  cursors: [...cursors.values()],
  exceptions: [...exceptions.values()],
  resolved: [...resolved.values()],
})
