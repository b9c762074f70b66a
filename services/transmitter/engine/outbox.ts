import type {
  AttemptRecord,
  Cursor,
  DeliveryStore,
  ExceptionRecord,
  Settlement,
} from '../../kernel/store/deliveries.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Logger } from '../../kernel/log.ts'
import type { Metrics } from '../../kernel/metrics.ts'
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
  /** How many outcomes of each stream's log. */
  counts: Map<string, number>
  size: number
  cursors: Map<string, Cursor>
  exceptions: Map<string, ExceptionRecord>
  resolved: Map<string, { streamId: string; seq: number }>
}

const RETRY_MS = 500
/** A flush of fewer waits so long for more, while so many pushes are under way that more will come. */
const WORTH_WRITING = 64
const GATHER_MS = 8

export type OutboxDeps = {
  deliveries: Pick<DeliveryStore, 'settle'>
  owner: string
  clock: Clock
  log: Logger
  metrics: Pick<Metrics, 'outcomesWritten'>
  /** Once it aborts, a failure is final: what is unwritten then is sent again after the next start. */
  stop: AbortSignal
  /** Outcomes that may follow soon. */
  expected: () => number
  /** So many outcomes of each stream are in the database. */
  onWritten: (counts: ReadonlyMap<string, number>) => void
}

type State = {
  /** What was added since the write that is under way began. */
  pending: Pending
  inWriting: Pending
  unwritten: number
  writing: Promise<void> | undefined
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const state: State = {
    pending: emptyPending(),
    inWriting: emptyPending(),
    unwritten: 0,
    writing: undefined,
  }
  const begin = (): void => {
    state.writing ??= drain(state, deps)
  }
  return {
    add(attempt, change) {
      put(state.pending, attempt, change)
      count(state, attempt)
      begin()
    },
    park(exception, cursor) {
      state.pending.cursors.set(cursor.streamId, cursor)
      state.pending.exceptions.set(keyOf(exception), exception)
      count(state, exception)
      begin()
    },
    move(cursor) {
      state.pending.cursors.set(cursor.streamId, cursor)
      begin()
    },
    size: () => state.unwritten,
    isPending: (streamId) =>
      state.pending.cursors.has(streamId) || state.inWriting.cursors.has(streamId),
    flushed: () => state.writing ?? Promise.resolve(),
  }
}

/** Control SETs have no place in a stream's log. */
function count(state: State, { streamId, seq }: { streamId: string; seq: number | null }): void {
  const { pending } = state
  if (seq !== null) pending.counts.set(streamId, (pending.counts.get(streamId) ?? 0) + 1)
  pending.size += 1
  state.unwritten += 1
}

async function drain(state: State, deps: OutboxDeps): Promise<void> {
  const { clock, stop, metrics } = deps
  while (!isEmpty(state.pending) && !stop.aborted) {
    if (state.pending.size < WORTH_WRITING && deps.expected() > WORTH_WRITING)
      await clock.sleep(GATHER_MS, stop)
    const batch = state.pending
    state.inWriting = batch
    state.pending = emptyPending()
    const isWritten = await write(batch, deps)
    state.inWriting = emptyPending()
    state.unwritten -= batch.size
    metrics.outcomesWritten.observe(batch.size)
    if (isWritten) deps.onWritten(batch.counts)
  }
  state.writing = undefined
}

/** Until it is written, or nothing more is to be written: false then. */
async function write(batch: Pending, deps: OutboxDeps): Promise<boolean> {
  const isOver = (): boolean => deps.stop.aborted
  for (;;) {
    if (await tryToWrite(batch, deps)) return true
    if (isOver()) return false
    await deps.clock.sleep(RETRY_MS, deps.stop)
    if (isOver()) return false
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
  counts: new Map(),
  size: 0,
  cursors: new Map(),
  exceptions: new Map(),
  resolved: new Map(),
})

const isEmpty = ({ size, cursors }: Pending): boolean => size === 0 && cursors.size === 0

const keyOf = ({ streamId, seq }: { streamId: string; seq: number | null }): string =>
  `${streamId}\n${String(seq)}`

/** The newest of a stream's cursors wins, and the newest of what became of a SET. */
function put(pending: Pending, attempt: AttemptRecord, change: OutboxChange): void {
  const { cursor, exception, resolved } = change
  pending.attempts.push(attempt)
  if (cursor) pending.cursors.set(cursor.streamId, cursor)
  if (exception) {
    const key = keyOf(attempt)
    pending.exceptions.set(key, exception)
    pending.resolved.delete(key)
  }
  if (resolved) {
    const key = keyOf(attempt)
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
