import { once } from 'node:events'
import type { Logger } from 'pino'
import { MAX_BATCH, retryDelayMs } from './bus.ts'
import type { BatchHandler, Bus, BusMessage, Topic } from './bus.ts'
import { waitOut } from './wait.ts'

const LANES = 16
const MAX_WAITING = 100_000

type Consumer = { handle: BatchHandler; signal: AbortSignal; inHand: Set<Promise<boolean>> }
type Lane = { waiting: BusMessage[]; failures: number; draining: boolean }
type Group = { name: string; lanes: Lane[]; consumers: Consumer[] }
type Channel = { topic: Topic; backlog: BusMessage[]; groups: Map<string, Group> }
type Context = {
  log: Pick<Logger, 'warn'>
  channels: Map<Topic, Channel>
  closing: AbortController
  delayMs: (failures: number) => number
  maxWaiting: number
  dropped: number
}

export type InProcessOptions = {
  log: Pick<Logger, 'warn'>
  /** What one group, or a topic without one, may hold; more is dropped, for the sweep finds it in the table. */
  maxWaiting?: number
  delayMs?: (failures: number) => number
}

/**
 * The bus of a single process. Keys are hashed to lanes; a lane handles one batch at a time, lanes run side by side.
 *
 * A group exists from its first `consume` on. What is published to a topic before that waits, up to a bound, for the
 * first group. Past a bound messages are dropped with a warning and not held: the table has them, its sweep brings them.
 */
export function createInProcessBus({ log, maxWaiting, delayMs }: InProcessOptions): Bus {
  const context: Context = {
    log,
    channels: new Map(),
    closing: new AbortController(),
    delayMs: delayMs ?? retryDelayMs,
    maxWaiting: maxWaiting ?? MAX_WAITING,
    dropped: 0,
  }
  const running = new Set<Promise<void>>()
  return {
    async publish(topic, messages) {
      if (context.closing.signal.aborted) throw new Error(`The bus is closed: ${topic}`)
      offer(context, channelOf(context, topic), messages)
    },
    consume(topic, group, handle, signal) {
      const consumer = {
        handle,
        signal: AbortSignal.any([signal, context.closing.signal]),
        inHand: new Set<Promise<boolean>>(),
      }
      const run = consume(context, groupOf(context, channelOf(context, topic), group), consumer)
      running.add(run)
      return run.finally(() => running.delete(run))
    },
    health: () => ({
      ok: !context.closing.signal.aborted,
      detail: `in-process, ${String(waitingIn(context))} waiting, ${String(context.dropped)} left to the sweep`,
    }),
    async close() {
      context.closing.abort()
      await Promise.all(running)
    },
  }
}

function channelOf({ channels }: Context, topic: Topic): Channel {
  const known = channels.get(topic)
  if (known) return known
  const channel: Channel = { topic, backlog: [], groups: new Map() }
  channels.set(topic, channel)
  return channel
}

/** The group of that name, made where it is new: the first one of a topic takes over what waited for it. */
function groupOf(context: Context, channel: Channel, name: string): Group {
  const known = channel.groups.get(name)
  if (known) return known
  const lanes = Array.from({ length: LANES }, () => ({ waiting: [], failures: 0, draining: false }))
  const group: Group = { name, lanes, consumers: [] }
  channel.groups.set(name, group)
  const backlog = channel.backlog.splice(0)
  if (backlog.length > 0) offer(context, channel, backlog)
  return group
}

function offer(context: Context, channel: Channel, messages: readonly BusMessage[]): void {
  if (channel.groups.size === 0) {
    const room = Math.max(0, context.maxWaiting - channel.backlog.length)
    channel.backlog.push(...messages.slice(0, room))
    reportDropped(context, channel.topic, messages.length - room)
    return
  }
  for (const group of channel.groups.values()) {
    const room = Math.max(0, context.maxWaiting - countWaiting(group))
    for (const message of messages.slice(0, room)) laneOf(group, message.key).waiting.push(message)
    reportDropped(context, channel.topic, messages.length - room)
    drainAll(context, group)
  }
}

function reportDropped(context: Context, topic: Topic, count: number): void {
  if (count <= 0) return
  context.dropped += count
  context.log.warn({ topic, count }, 'bus full: left to the sweep')
}

async function consume(context: Context, group: Group, consumer: Consumer): Promise<void> {
  if (consumer.signal.aborted) return
  group.consumers.push(consumer)
  drainAll(context, group)
  await once(consumer.signal, 'abort')
  group.consumers.splice(group.consumers.indexOf(consumer), 1)
  await Promise.all(consumer.inHand)
}

function drainAll(context: Context, group: Group): void {
  for (const index of group.lanes.keys()) void drain(context, group, index)
}

/** Empties one lane, batch after batch. Never two at a time on a lane: so no key is handled by two consumers at once. */
async function drain(context: Context, group: Group, index: number): Promise<void> {
  const lane = group.lanes[index]
  if (!lane || lane.draining) return
  lane.draining = true
  for (let waiting = lane.waiting.length; waiting > 0; waiting = lane.waiting.length) {
    const consumer = group.consumers[index % group.consumers.length]
    if (!consumer) break
    const batch = lane.waiting.slice(0, MAX_BATCH)
    const turn = attempt(context, group, consumer, batch)
    consumer.inHand.add(turn)
    const handled = await turn
    consumer.inHand.delete(turn)
    lane.failures = handled ? 0 : lane.failures + 1
    if (handled) lane.waiting.splice(0, batch.length)
    // Ends early where the consumer goes: another one of the group may take the lane over at once.
    else await waitOut(context.delayMs(lane.failures), consumer.signal)
  }
  lane.draining = false
}

/** Whether the handler took the batch. Never rejects. */
async function attempt(
  { log }: Context,
  group: Group,
  { handle }: Consumer,
  batch: readonly BusMessage[],
): Promise<boolean> {
  try {
    await handle(batch)
    return true
  } catch (error) {
    log.warn({ err: error, group: group.name, count: batch.length }, 'batch failed: comes again')
    return false
  }
}

const countWaiting = ({ lanes }: Group): number =>
  lanes.reduce((sum, { waiting }) => sum + waiting.length, 0)

function waitingIn({ channels }: Context): number {
  const held = [...channels.values()].map(({ backlog, groups }) =>
    [...groups.values()].reduce((sum, group) => sum + countWaiting(group), backlog.length),
  )
  return held.reduce((sum, count) => sum + count, 0)
}

function laneOf(group: Group, key: string): Lane {
  const lane = group.lanes[hash(key) % group.lanes.length]
  if (!lane) throw new Error('unreachable: a remainder is an index')
  return lane
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
