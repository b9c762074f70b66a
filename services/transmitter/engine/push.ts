import type { Owed } from '../../kernel/store/deliveries.ts'
import { setIdOf } from '../../kernel/ids.ts'
import { errorText } from '../../kernel/errors.ts'
import { noIdentifier } from '../../kernel/identity/subject-formats.ts'
import { tell } from '../tell.ts'
import { msUntilNext, takeNext } from './choose.ts'
import type { EngineDeps } from './engine-deps.ts'
import { finish, holdUp, type Finished } from './finish.ts'
import { putBack, settle, type Lane } from './lane.ts'
import type { Outbox, OutboxChange } from './outbox.ts'
import { reportAttempt, reportHealth } from './report.ts'
import { send, type Sent, type SignedSet } from './send.ts'
import { createSlots, type Slots } from './slots.ts'
import { createTurns, type Turns } from './turns.ts'
import type { PushOutcome } from './outcome.ts'

/** Outcomes that may wait for the database before sending stops. */
const MAX_UNWRITTEN = 20_000

export type Pusher = {
  /** The lane may have something to send: it gets its turn. */
  ready(lane: Lane): void
  /** Begins nothing new. */
  close(): void
  /** How many are under way. */
  underWay(): number
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

export type PusherDeps = EngineDeps & {
  outbox: Outbox
  stop: AbortSignal
  /** False once another process may drive this stream. */
  isOurs: (lane: Lane) => boolean
  /** The lane has few rows at hand. */
  onLow: (lane: Lane) => void
  /** Something of the lane may leave after so many milliseconds. */
  onLater: (lane: Lane, ms: number) => void
}

/** Rows at hand at which more are read. */
const LOW = 32

type World = PusherDeps & {
  slots: Slots
  turns: Turns
  /** The turns of streams that are failing. */
  probes: Turns
  isClosed: boolean
  onIdle: (() => void) | undefined
}

export function createPusher(deps: PusherDeps): Pusher {
  const world: World = {
    ...deps,
    slots: createSlots(),
    turns: createTurns(),
    probes: createTurns(),
    isClosed: false,
    onIdle: undefined,
  }
  return {
    ready(lane) {
      enqueue(world, lane)
      pump(world)
    },
    close: () => {
      world.isClosed = true
    },
    underWay: () => world.slots.taken,
    idle: () =>
      new Promise((resolve) => {
        world.onIdle = resolve
        if (world.slots.taken === 0) resolve()
      }),
  }
}

function enqueue({ turns, probes }: World, lane: Lane): void {
  if (lane.cursor.fails > 0) probes.add(lane)
  else turns.add(lane)
}

function pump(world: World): void {
  for (let lane = next(world); lane; lane = next(world))
    if (start(world, lane)) enqueue(world, lane)
}

function next({ isClosed, slots, outbox, probes, turns }: World): Lane | undefined {
  if (isClosed || !slots.hasRoom() || outbox.size() >= MAX_UNWRITTEN) return undefined
  const probe = slots.hasRoomForProbes() ? probes.next(slots.mayTake) : undefined
  return probe ?? turns.next(slots.mayTake)
}

/** True where a SET of the lane went on its way: it may have another. */
function start(world: World, lane: Lane): boolean {
  if (!world.isOurs(lane)) return false
  const now = world.clock.now()
  const owed = takeNext(lane, now)
  if (lane.mayHaveMore && lane.waiting.length < LOW) world.onLow(lane)
  if (!owed) {
    const ms = msUntilNext(lane, now)
    if (ms !== Infinity) world.onLater(lane, ms)
    return false
  }
  world.slots.take(lane)
  void carry(world, lane, owed)
  return true
}

async function carry(world: World, lane: Lane, owed: Owed): Promise<void> {
  try {
    await pushOne(lane, owed, world)
  } catch (error) {
    const reason = errorText(error)
    world.log.error({ streamId: lane.stream.id, reason }, 'push not settled')
  }
  world.slots.give(lane)
  enqueue(world, lane)
  pump(world)
  if (world.slots.taken === 0) world.onIdle?.()
}

async function pushOne(lane: Lane, owed: Owed, deps: PusherDeps): Promise<void> {
  const jti = setIdOf(owed.event.id, lane.stream.id)
  const told =
    bytesOf(owed) ??
    tell(owed.event, lane.stream, { iss: deps.config.issuer, jti, at: owed.issuedAt })
  if (told === undefined) {
    giveUpUnsent(lane, owed, jti, deps)
    return
  }
  const pushed = await signAndSend(lane, owed, { jti, told }, deps).catch((error: unknown) =>
    errorText(error),
  )
  const moment = { now: deps.clock.now(), random: Math.random() }
  if (typeof pushed === 'string') {
    const failure = { kind: 'retry', err: 'not_sent', description: pushed } as const
    reportHealth(deps, lane, holdUp(lane, owed, failure, moment))
    deps.outbox.move(lane.cursor)
    deps.log.error({ streamId: lane.stream.id, reason: pushed }, 'push failed before it was sent')
    return
  }
  const { set, sent } = pushed
  if (sent === 'abandoned') {
    putBack(lane, owed)
    return
  }
  const { became, health } = finish(lane, owed, sent.outcome, moment)
  lane.unwritten += 1
  deps.outbox.add(sent.attempt, { cursor: lane.cursor, ...exceptionOf(owed, set, sent, became) })
  if (became === 'waits') owed.kept = set.jws
  const { acceptedAt, id: eventId } = owed.event
  reportAttempt(deps, sent, { acceptedAt, eventId, lane })
  reportHealth(deps, lane, health)
}

/** The SET as it was signed; an erasure that found a name in it took the bytes and left the row. */
const bytesOf = ({ kept }: Owed): string | undefined =>
  kept === null || kept === '' ? undefined : kept

/** Nothing that the hub may say would name the subject to this subscriber: settled, and others are not held up. */
function giveUpUnsent(lane: Lane, owed: Owed, jti: string, { outbox, log }: PusherDeps): void {
  const { seq, event } = owed
  const streamId = lane.stream.id
  const why = noIdentifier(lane.stream.formats)
  settle(lane, owed)
  lane.unwritten += 1
  const unsigned = { state: 'dead', jws: '', kid: null } as const
  outbox.park({ streamId, seq, eventId: event.id, jti, ...unsigned, ...why }, lane.cursor)
  log.warn({ streamId, jti, eventId: event.id, ...why }, 'delivery given up without being sent')
}

/** A SET that failed before is sent as it was signed then; `told` is it, or the claims to sign now. */
async function signAndSend(
  { stream }: Lane,
  owed: Owed,
  { jti, told }: { jti: string; told: string },
  deps: PusherDeps,
): Promise<{ set: SignedSet; sent: Sent }> {
  const { jws, kid } =
    bytesOf(owed) === undefined ? await deps.signer.sign(told, stream) : { jws: told, kid: null }
  const set = { jws, jti, kid, seq: owed.seq }
  return { set, sent: await send(set, stream, deps) }
}

/** A SET that failed keeps its bytes; one that was refused or given up is parked with the receiver's words; one that got through leaves no trace but the attempt. */
function exceptionOf(
  owed: Owed,
  { jws, jti, kid }: SignedSet,
  { outcome, attempt: { streamId } }: { outcome: PushOutcome; attempt: { streamId: string } },
  became: Finished['became'],
): OutboxChange {
  const { seq } = owed
  if (outcome.kind === 'accepted') return owed.kept === null ? {} : { resolved: { streamId, seq } }
  const state = became === 'waits' ? 'retry' : 'dead'
  if (state === 'retry' && bytesOf(owed) !== undefined) return {}
  const { err, description } = outcome
  return {
    exception: { streamId, seq, eventId: owed.event.id, jti, state, jws, kid, err, description },
  }
}
