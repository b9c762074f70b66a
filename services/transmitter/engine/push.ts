import type { Owed } from '../../kernel/store/deliveries.ts'
import { setIdOf } from '../../kernel/ids.ts'
import { errorText } from '../../kernel/errors.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { toClaims } from '../claims.ts'
import { noIdentifier, translate } from '../subject-formats.ts'
import type { EngineDeps } from './engine-deps.ts'
import { finish, holdUp, putBack, settle, takeNext, type Lane } from './lane.ts'
import { MAX_WINDOW } from './lanes.ts'
import type { Outbox, OutboxChange } from './outbox.ts'
import { reportAttempt } from './report.ts'
import { send, type SignedSet } from './send.ts'
import type { PushOutcome } from './outcome.ts'

/** Pushes under way at once over all streams, and outcomes that may wait for the database before sending stops. */
const MAX_IN_FLIGHT = 256
const MAX_UNWRITTEN = 20_000

export type Pusher = {
  /** Sends what the lane's window and the whole process's allow; lanes take turns, one SET each. */
  pump(lane: Lane): void
  /** Begins nothing new. */
  close(): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

type PusherDeps = EngineDeps & {
  outbox: Outbox
  stop: AbortSignal
  /** False once another process may drive this stream. */
  isOurs: (streamId: string, now: Date) => boolean
  /** The lane has nothing more at hand. */
  onEmpty: (lane: Lane) => void
}

export function createPusher(deps: PusherDeps): Pusher {
  const { outbox, clock, log } = deps
  const underWay = new Set<Promise<void>>()
  const turns = new Set<Lane>()
  let isClosed = false
  const hasRoom = () => !isClosed && underWay.size < MAX_IN_FLIGHT && outbox.size() < MAX_UNWRITTEN

  function pump(lane: Lane): void {
    turns.add(lane)
    for (const next of turns) {
      if (!hasRoom()) return
      turns.delete(next)
      if (start(next)) turns.add(next) // behind all others
    }
  }

  function start(lane: Lane): boolean {
    const now = clock.now()
    const owed = deps.isOurs(lane.stream.id, now) ? takeNext(lane, now) : undefined
    if (!owed) return false
    const push = pushOne(lane, owed, deps)
      .catch((error: unknown) => {
        log.error({ streamId: lane.stream.id, reason: errorText(error) }, 'push not settled')
      })
      .finally(() => {
        underWay.delete(push)
        pump(lane)
        if (lane.waiting.length === 0) deps.onEmpty(lane)
      })
    underWay.add(push)
    return true
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
  const subject = translate(owed.event.subject, owed.kept === null ? lane.stream.formats : [])
  if (!subject) {
    giveUpUnsent(lane, owed, deps)
    return
  }
  const pushed = await signAndSend(lane, owed, subject, deps).catch((error: unknown) =>
    errorText(error),
  )
  const moment = { now: deps.clock.now(), random: Math.random(), maxWindow: MAX_WINDOW }
  if (typeof pushed === 'string') {
    holdUp(lane, owed, { kind: 'retry', err: 'not_sent', description: pushed }, moment)
    deps.outbox.move(lane.cursor)
    deps.log.error({ streamId: lane.stream.id, reason: pushed }, 'push failed before it was sent')
    return
  }
  const { set, sent } = pushed
  if (sent === 'abandoned') {
    putBack(lane, owed)
    return
  }
  const became = finish(lane, owed, sent.outcome, moment)
  deps.outbox.add(sent.attempt, { cursor: lane.cursor, ...exceptionOf(owed, set, sent, became) })
  if (became === 'waits') owed.kept = set.jws
  reportAttempt(deps, sent, { storedAt: owed.event.acceptedAt, eventId: owed.event.id, lane })
}

/** Nothing that the hub may say would name the subject to this subscriber: settled, and others are not held up. */
function giveUpUnsent(lane: Lane, owed: Owed, { outbox, log }: PusherDeps): void {
  const { streamId, seq, event } = owed
  const jti = setIdOf(event.id, streamId)
  const why = noIdentifier(lane.stream.formats)
  settle(lane, owed)
  const unsigned = { state: 'dead', jws: '', kid: null } as const
  outbox.park({ streamId, seq, eventId: event.id, jti, ...unsigned, ...why }, lane.cursor)
  log.warn({ streamId, jti, eventId: event.id, ...why }, 'delivery given up without being sent')
}

async function signAndSend(lane: Lane, owed: Owed, subject: LooseSubject, deps: PusherDeps) {
  const set = await signOnce(lane, owed, subject, deps)
  const sent = await send(set, lane.stream, { ...deps, timeoutMs: deps.config.pushTimeoutMs })
  return { set, sent }
}

/** The SET's bytes: those kept from a failed attempt, or signed now. */
async function signOnce(
  lane: Lane,
  owed: Owed,
  subject: LooseSubject,
  { signer, config }: PusherDeps,
): Promise<SignedSet> {
  const jti = setIdOf(owed.event.id, owed.streamId)
  if (owed.kept !== null) return { jws: owed.kept, jti, kid: null, seq: owed.seq }
  const stream = { iss: lane.stream.issuer ?? config.issuer, audience: lane.stream.audience }
  const claims = toClaims({ ...owed.event, subject }, stream, jti, owed.at)
  const { jws, kid } = await signer.sign(claims, lane.stream)
  return { jws, jti, kid, seq: owed.seq }
}

/** A SET that failed keeps its bytes; one that was refused or given up is parked with the receiver's words; one that got through leaves no trace but the attempt. */
function exceptionOf(
  owed: Owed,
  { jws, jti, kid }: SignedSet,
  { outcome }: { outcome: PushOutcome },
  became: ReturnType<typeof finish>,
): OutboxChange {
  const { streamId, seq } = owed
  if (outcome.kind === 'accepted') return owed.kept === null ? {} : { resolved: { streamId, seq } }
  const state = became === 'waits' ? 'retry' : 'dead'
  if (state === 'retry' && owed.kept !== null) return {}
  const { err, description } = outcome
  return {
    exception: { streamId, seq, eventId: owed.event.id, jti, state, jws, kid, err, description },
  }
}
