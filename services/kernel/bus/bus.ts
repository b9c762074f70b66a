export const TOPICS = ['ssf.signals', 'ssf.events'] as const
export type Topic = (typeof TOPICS)[number]

/** What the bus carries: the id of a stored row, and the key whose rows must be handled in order. The table is the truth; the bus carries order and distribution only. */
export type BusMessage = { key: string; id: string }

export type BatchHandler = (batch: readonly BusMessage[]) => Promise<void>

/** Distribution of work between stages: at least once, in order within a key. */
export type Bus = {
  /** Resolves once the messages are accepted. Rejects where the broker is away; the sweep of the table then publishes them again. */
  publish(topic: Topic, messages: readonly BusMessage[]): Promise<void>
  /**
   * Runs until the signal aborts (or the bus closes) and the work in hand is done. Messages of one key are handled one
   * after another, in publish order; a batch is committed only after `handle` resolved; a throw => the batch comes again
   * after a delay, while batches of other keys go on. Each group gets every message; consumers of one group share the keys.
   */
  consume(topic: Topic, group: string, handle: BatchHandler, signal: AbortSignal): Promise<void>
  health(): { ok: boolean; detail: string }
  /** Ends every consume as an abort would, then lets go of what is open. */
  close(): Promise<void>
}

/** The most messages one call of a handler gets. */
export const MAX_BATCH = 200

/** How long a batch that threw for the n-th time in a row (from 1) waits: 0.5 s, 1 s, 2 s … capped at 30 s. */
export const retryDelayMs = (failures: number): number =>
  Math.min(500 * 2 ** (failures - 1), 30_000)

/** Of that delay, for a broker that is away: to ask again is cheap, and everybody waits. */
export const reconnectMs = (delayMs: number): number => Math.min(delayMs, 5_000)
