import type { Owed } from '../../kernel/store/deliveries.ts'
import { setIdOf } from '../../kernel/ids.ts'
import { errorText } from '../../kernel/errors.ts'
import { toClaims } from '../claims.ts'
import type { EngineDeps } from './engine-deps.ts'
import { finish, putBack, takeNext, type Lane } from './lane.ts'
import { MAX_WINDOW } from './lanes.ts'
import type { Outbox, OutboxChange } from './outbox.ts'
import { reportAttempt } from './report.ts'
import { send, type SignedSet } from './send.ts'
import type { PushOutcome } from './outcome.ts'

/** Pushes under way at once over all streams, and outcomes that may wait for the database before sending stops. */
const MAX_IN_FLIGHT = 256
const MAX_UNWRITTEN = 20_000

export type Pusher = {
  /** Sends what the lane's window and the whole process's allow. */
  pump(lane: Lane): void
  /** Begins nothing new. */
  close(): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

type PusherDeps = EngineDeps & { outbox: Outbox; stop: AbortSignal; onFree: () => void }

export function createPusher(deps: PusherDeps): Pusher {
  const { outbox, clock, log } = deps
  const underWay = new Set<Promise<void>>()
  let isClosed = false
  const hasRoom = () => !isClosed && underWay.size < MAX_IN_FLIGHT && outbox.size() < MAX_UNWRITTEN

  function pump(lane: Lane): void {
    while (hasRoom()) {
      const owed = takeNext(lane, clock.now())
      if (!owed) return
      const push = pushOne(lane, owed, deps)
        .catch((error: unknown) => {
          putBack(lane, owed)
          lane.isStale = true // read it again from the start rather than spin on it
          log.error(
            { streamId: lane.stream.id, reason: errorText(error) },
            'push failed before it was sent',
          )
        })
        .finally(() => {
          underWay.delete(push)
          pump(lane)
          if (lane.waiting.length === 0 || underWay.size === MAX_IN_FLIGHT - 1) deps.onFree()
        })
      underWay.add(push)
    }
  }

  return {
    pump,
    close: () => {
      isClosed = true
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

async function pushOne(lane: Lane, owed: Owed, deps: PusherDeps): Promise<void> {
  const { clock, outbox, config } = deps
  const set = await signOnce(lane, owed, deps)
  const sent = await send(set, lane.stream, { ...deps, timeoutMs: config.pushTimeoutMs })
  if (sent === 'abandoned') {
    putBack(lane, owed)
    return
  }
  finish(lane, owed, sent.outcome, {
    now: clock.now(),
    random: Math.random(),
    maxWindow: MAX_WINDOW,
  })
  outbox.add(sent.attempt, { cursor: lane.cursor, ...exceptionOf(owed, set, sent.outcome) })
  if (sent.outcome.kind === 'retry') owed.kept = set.jws
  reportAttempt(deps, sent, { storedAt: owed.event.acceptedAt, eventId: owed.event.id, lane })
}

/** The SET's bytes: those kept from a failed attempt, or signed now. */
async function signOnce(
  lane: Lane,
  owed: Owed,
  { signer, config }: PusherDeps,
): Promise<SignedSet> {
  const jti = setIdOf(owed.event.id, owed.streamId)
  if (owed.kept !== null) return { jws: owed.kept, jti, kid: null, seq: owed.seq }
  const stream = { iss: lane.stream.issuer ?? config.issuer, audience: lane.stream.audience }
  const { jws, kid } = await signer.sign(toClaims(owed.event, stream, jti, owed.at), lane.stream)
  return { jws, jti, kid, seq: owed.seq }
}

/** A SET that failed keeps its bytes; one that was refused is parked with the receiver's words; one that got through leaves no trace but the attempt. */
function exceptionOf(owed: Owed, { jws, jti, kid }: SignedSet, outcome: PushOutcome): OutboxChange {
  const { streamId, seq } = owed
  if (outcome.kind === 'accepted') return owed.kept === null ? {} : { resolved: { streamId, seq } }
  const state = outcome.kind === 'rejected' ? 'dead' : 'retry'
  if (state === 'retry' && owed.kept !== null) return {}
  const { err, description } = outcome
  return {
    exception: { streamId, seq, eventId: owed.event.id, jti, state, jws, kid, err, description },
  }
}
