import type { ControlSet } from '../../kernel/store/control-sets.ts'
import type { StreamRecord } from '../../kernel/store/streams.ts'
import { errorText } from '../../kernel/errors.ts'
import { writeClaims } from '../claims.ts'
import { backoffMs } from './backoff.ts'
import type { EngineDeps } from './engine-deps.ts'
import type { Outbox } from './outbox.ts'
import { reportAttempt } from './report.ts'
import { send } from './send.ts'

const BATCH = 100
const MAX_UNDER_WAY = 1_000
/** A verification that did not get through so often, in about three quarters of an hour, answers nobody's question any more. */
const MOST_ATTEMPTS = 7

type ControlDeps = EngineDeps & { outbox: Outbox; stop: AbortSignal }

/** Sends verification and stream-updated SETs at once: ahead of the log, and through a stream's backoff, which they probe. */
export type ControlDesk = {
  /** There may be some. */
  want(): void
  isWanted(): boolean
  /** Begins to send what is due on these shards. */
  start(shards: readonly number[]): Promise<void>
  /** The clock was set back: what waits would wait by so much longer, and is tried now. */
  hurry(): void
  isUnderWay(of: (streamId: string) => boolean): boolean
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

export function createControlDesk(deps: ControlDeps): ControlDesk {
  const { store } = deps
  const underWay = new Map<string, { streamId: string; sending: Promise<void> }>()
  let [isWanted, isHurried] = [false, false]

  async function start(shards: readonly number[]): Promise<void> {
    isWanted = false
    const room = Math.min(BATCH, MAX_UNDER_WAY - underWay.size)
    if (room <= 0) return
    if (isHurried) await store.controlSets.hurry(shards)
    isHurried = false
    const wanted = { limit: room, underWay: [...underWay.keys()] }
    const due = await store.controlSets.due(shards, wanted)
    if (due.length === 0) return
    const streams = await streamsOf(due, store)
    for (const set of due) {
      const { jti, streamId } = set
      const stream = streams.get(streamId)
      if (!stream) continue
      const sending = sendOrSay(set, stream, deps).finally(() => underWay.delete(jti))
      underWay.set(jti, { streamId, sending })
    }
  }

  return {
    want: () => {
      isWanted = true
    },
    isWanted: () => isWanted,
    start,
    hurry: () => {
      isHurried = true
      isWanted = true
    },
    isUnderWay: (of) => [...underWay.values()].some(({ streamId }) => of(streamId)),
    idle: async () => {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map((one) => one.sending))
    },
  }
}

async function streamsOf(
  sets: readonly ControlSet[],
  { streams }: Pick<EngineDeps['store'], 'streams'>,
): Promise<Map<string, StreamRecord>> {
  const found = await streams.byIds(sets.map(({ streamId }) => streamId))
  return new Map(found.map((stream) => [stream.id, stream]))
}

const sendOrSay = (set: ControlSet, stream: StreamRecord, deps: ControlDeps): Promise<void> =>
  sendOne(set, stream, deps).catch((error: unknown) => {
    const { streamId, jti } = set
    deps.log.error({ streamId, jti, reason: errorText(error) }, 'control SET not sent')
  })

async function sendOne(set: ControlSet, stream: StreamRecord, deps: ControlDeps): Promise<void> {
  const { store, clock, outbox } = deps
  const { jws, kid } =
    set.jws === null ? await sign(set, stream, deps) : { jws: set.jws, kid: null }
  const sent = await send({ jws, jti: set.jti, kid, seq: null }, stream, deps)
  if (sent === 'abandoned') return
  outbox.add(sent.attempt, {})
  reportAttempt(deps, sent, {})
  const attempts = set.attempts + 1
  if (sent.outcome.kind !== 'retry' || attempts >= MOST_ATTEMPTS)
    await store.controlSets.settle(set.jti, sent.outcome.kind, clock.now())
  else await store.controlSets.postpone(set.jti, { jws, kid }, backoffMs(attempts, Math.random()))
}

/** Their subject is the stream itself (SSF 1.0 §8.1.4.1, §8.1.5). */
const sign = (set: ControlSet, stream: StreamRecord, { signer, config }: ControlDeps) =>
  signer.sign(
    writeClaims(
      {
        type: set.type,
        subject: JSON.stringify({ format: 'opaque', id: stream.id }),
        payload: JSON.stringify(set.payload),
        txn: set.jti, // nothing else has the same cause
      },
      { iss: stream.issuer ?? config.issuer, audience: stream.audience },
      set.jti,
      set.createdAt,
    ),
    stream,
  )
