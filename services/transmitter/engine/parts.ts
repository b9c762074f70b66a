import type { Lane } from './lane.ts'
import { createBell, type Bell } from '../../kernel/bell.ts'
import { publish } from './publish.ts'
import { createControlDesk, type ControlDesk } from './control.ts'
import type { EngineDeps } from './engine-deps.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { createLook, type Look } from './look.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createPusher, type Pusher } from './push.ts'
import { createShardHolder, type ShardHolder } from './shards.ts'
import { createTimers, type Timers } from './timers.ts'

/** What the engine is made of. */
export type Parts = {
  outbox: Outbox
  bell: Bell
  look: Look
  lanes: Lanes
  pusher: Pusher
  control: ControlDesk
  shards: ShardHolder
  /** When lanes may send again that may not now. */
  timers: Timers<Lane>
  /** Ends the pushes under way. */
  giveUp: AbortController
  /** Ends the writing of outcomes. */
  stopWriting: AbortController
}

const DRAIN_LOOK_MS = 20

export function createParts(deps: EngineDeps, owner: string): Parts {
  const { store, clock } = deps
  const bell = createBell(deps)
  const timers = createTimers<Lane>()
  const [giveUp, stopWriting] = [new AbortController(), new AbortController()]
  const outbox: Outbox = createOutbox({
    ...deps,
    deliveries: store.deliveries,
    owner,
    stop: stopWriting.signal,
    expected: () => pusher.underWay(),
    onWritten: (counts) => {
      release({ lanes, pusher, bell }, counts)
    },
  })
  const control = createControlDesk({ ...deps, outbox, stop: giveUp.signal })
  const shards: ShardHolder = createShardHolder({
    ...deps,
    owner,
    onHeld: () => {
      lanes.dropForeign()
      bell.ring()
    },
    drained: (isLeaving, ms) => drained({ lanes, outbox, control, clock }, isLeaving, ms),
  })
  const lanes: Lanes = createLanes({ store, clock, outbox, shards })
  const isOurs = ({ stream, tenure }: Lane) => shards.tenureOf(stream.id) === tenure
  const refilled = refillers({ lanes, bell, timers, clock })
  const pusher = createPusher({ ...deps, outbox, stop: giveUp.signal, isOurs, ...refilled })
  const parts = { outbox, bell, look: createLook(), lanes, pusher, control, shards, timers }
  publish(deps, parts)
  return { ...parts, giveUp, stopWriting }
}

/** What a pusher asks for when a lane has nothing to send. */
const refillers = ({ lanes, bell, timers, clock }: Refilling) => ({
  onLow: (lane: Lane): void => {
    lanes.feed(lane)
    bell.ring()
  },
  onLater: (lane: Lane, ms: number): void => {
    const atMs = clock.now().getTime() + Math.ceil(ms)
    if (atMs < timers.nextAtMs()) bell.ring()
    timers.set(lane, atMs)
  },
})

type Refilling = Pick<Parts, 'lanes' | 'bell' | 'timers'> & Pick<EngineDeps, 'clock'>

/** What is written makes room in the windows of its lanes. */
function release(
  { lanes, pusher, bell }: Pick<Parts, 'lanes' | 'pusher' | 'bell'>,
  counts: ReadonlyMap<string, number>,
): void {
  for (const [streamId, count] of counts) {
    const lane = lanes.find(streamId)
    if (!lane) continue
    lane.unwritten -= count
    pusher.ready(lane)
  }
  if (lanes.hasStale()) bell.ring()
}

type Draining = Pick<Parts, 'lanes' | 'outbox' | 'control'> & Pick<EngineDeps, 'clock'>

/** Whether, within that time, nothing is under way or unwritten any more for these streams. */
async function drained(
  { lanes, outbox, control, clock }: Draining,
  isLeaving: (streamId: string) => boolean,
  withinMs: number,
): Promise<boolean> {
  const isBusy = ({ stream: { id }, inFlight }: Lane): boolean =>
    isLeaving(id) && (inFlight.size > 0 || outbox.isPending(id))
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += DRAIN_LOOK_MS) {
    if (![...lanes.open()].some(isBusy) && !control.isUnderWay(isLeaving)) return true
    await clock.sleep(DRAIN_LOOK_MS)
  }
  return false
}
