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
/** A verification that did not get through for this long answers nobody's question any more. */
const GIVE_UP_AFTER_MS = 3_600_000

type ControlDeps = EngineDeps & { outbox: Outbox; stop: AbortSignal }

/** Sends verification and stream-updated SETs at once: ahead of the log, and through a stream's backoff, which they probe. */
export type ControlDesk = {
  /** There may be some. */
  want(): void
  isWanted(): boolean
  /** Begins to send what is due on these shards. */
  start(shards: readonly number[], now: Date): Promise<void>
  isUnderWay(of: (streamId: string) => boolean): boolean
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

export function createControlDesk(deps: ControlDeps): ControlDesk {
  const { store } = deps
  const underWay = new Map<string, { streamId: string; sending: Promise<void> }>()
  let isWanted = false

  async function start(shards: readonly number[], now: Date): Promise<void> {
    isWanted = false
    const room = Math.min(BATCH, MAX_UNDER_WAY - underWay.size)
    if (room <= 0) return
    const due = await store.controlSets.due(shards, now, {
      limit: room,
      underWay: [...underWay.keys()],
    })
    if (due.length === 0) return
    const streams = new Map(
      (await store.streams.byIds(due.map(({ streamId }) => streamId))).map((s) => [s.id, s]),
    )
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
    isUnderWay: (of) => [...underWay.values()].some(({ streamId }) => of(streamId)),
    idle: async () => {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map((one) => one.sending))
    },
  }
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
  const now = clock.now()
  const isTooOld = now.getTime() - set.createdAt.getTime() > GIVE_UP_AFTER_MS
  if (sent.outcome.kind !== 'retry' || isTooOld)
    await store.controlSets.settle(set.jti, sent.outcome.kind, now)
  else
    await store.controlSets.postpone(
      set.jti,
      { jws, kid },
      new Date(now.getTime() + backoffMs(set.attempts + 1, Math.random())),
    )
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
