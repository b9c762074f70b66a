import type { Consumer, EachBatchPayload } from 'kafkajs'
import { errorText } from '../errors.ts'
import { MAX_BATCH, reconnectMs } from './bus.ts'
import type { BatchHandler, BusMessage, Topic } from './bus.ts'
import type { KafkaContext } from './kafka-context.ts'
import { atMost, waitOut } from './wait.ts'

export type Consuming = { topic: Topic; group: string; handle: BatchHandler; signal: AbortSignal }

type Session = Consuming & {
  context: KafkaContext
  consumer: Consumer
  inHand: Set<Promise<unknown>>
  /** How often in a row the head of a partition has thrown. */
  failures: Map<number, number>
}

const HEARTBEAT_MS = 2_000
const STOP_MS = 5_000

/** Consumes until the signal aborts, with a new consumer whenever one crashed. */
export async function consumeFrom(context: KafkaContext, consuming: Consuming): Promise<void> {
  const { signal, topic, group } = consuming
  const part = `consumer of ${topic} in ${group}`
  context.problems.set(part, 'starting')
  const isOver = (): boolean => signal.aborted
  let crashes = 0
  while (!isOver()) {
    const reason = await runSession(context, consuming, () => {
      crashes = 0
      context.problems.delete(part)
    })
    if (isOver()) break
    crashes += 1
    const retryInMs = reconnectMs(context.delayMs(crashes))
    context.problems.set(part, reason)
    context.log.warn({ topic, group, reason, retryInMs }, 'Kafka consumer failed: trying again')
    await waitOut(retryInMs, signal)
  }
  context.problems.delete(part)
}

/** One consumer from its connection to its end. @returns why it ended */
async function runSession(
  context: KafkaContext,
  consuming: Consuming,
  onJoined: () => void,
): Promise<string> {
  const aborted = new Promise<string>((resolve) => {
    consuming.signal.addEventListener(
      'abort',
      () => {
        resolve('stopped')
      },
      { once: true },
    )
  })
  await Promise.race([context.ready, aborted])
  if (consuming.signal.aborted) return 'stopped'
  const consumer = createConsumer(context, consuming)
  const session: Session = {
    ...consuming,
    context,
    consumer,
    inHand: new Set(),
    failures: new Map(),
  }
  const crashed = new Promise<string>((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      resolve(errorText(payload.error))
    })
  })
  consumer.on(consumer.events.GROUP_JOIN, onJoined)
  countRebalances(session)
  const started = start(session)
  const failed = started.then(() => crashed, errorText)
  const reason = await Promise.race([failed, crashed, aborted])
  // A consumer that is stopped while it starts goes on starting, so its stop waits for that. It gets no batch by then.
  const gone = started.catch(() => undefined).then(() => consumer.disconnect())
  await Promise.allSettled(session.inHand) // what failed is kafkajs's to hear: it comes again
  await atMost(STOP_MS, gone)
  return reason
}

function countRebalances({ consumer, context: { metrics }, topic, group }: Session): void {
  consumer.on(consumer.events.REBALANCING, () => {
    metrics?.kafkaRebalances.inc({ topic, group })
  })
}

function createConsumer({ kafka, groupName }: KafkaContext, { topic, group }: Consuming): Consumer {
  return kafka.consumer({
    groupId: groupName(topic, group),
    allowAutoTopicCreation: false,
    sessionTimeout: 10_000,
    rebalanceTimeout: 60_000,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: 1_000, // a stop waits for the fetch under way
    maxBytesPerPartition: 65_536, // so that one long partition does not hold up the others of its fetch
    retry: {
      initialRetryTime: 200,
      maxRetryTime: 2_000,
      retries: 3,
      restartOnFailure: async () => false,
    },
  })
}

async function start(session: Session): Promise<void> {
  const { consumer, context, topic } = session
  await consumer.connect()
  await consumer.subscribe({ topics: [context.topicName(topic)], fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 8,
    eachBatch: async (payload) => {
      const work = handlePartition(session, payload)
      session.inHand.add(work)
      await work.finally(() => session.inHand.delete(work))
    },
  })
}

/**
 * One partition's share of a fetch, in order. kafkajs joins a changed group again only after every such call has ended,
 * so a partition is never with two consumers at once, as long as a call ends within the rebalance timeout.
 */
async function handlePartition(session: Session, payload: EachBatchPayload): Promise<void> {
  const { batch } = payload
  const heart = keepBeating(payload)
  try {
    for (let at = 0; at < batch.messages.length; at += MAX_BATCH) {
      const isOver =
        !payload.isRunning() ||
        payload.isStale() ||
        session.signal.aborted ||
        heart.lost() !== undefined
      if (isOver || !(await handleSome(session, payload, at))) break
    }
  } finally {
    heart.stop()
  }
  const lost = heart.lost()
  if (lost !== undefined) throw lost
}

/** Whether the handler took them. If not, the partition rests: what is not resolved is fetched again. */
async function handleSome(
  session: Session,
  payload: EachBatchPayload,
  at: number,
): Promise<boolean> {
  const { context, failures, group, handle } = session
  const { topic, partition, messages } = payload.batch
  const some = messages.slice(at, at + MAX_BATCH)
  const last = some.at(-1)
  if (!last) return true
  try {
    const batch = some.flatMap(parse)
    if (batch.length > 0) await handle(batch)
  } catch (error) {
    const count = (failures.get(partition) ?? 0) + 1
    failures.set(partition, count)
    const retryInMs = context.delayMs(count)
    context.log.warn(
      { err: error, group, partition, count: some.length, retryInMs },
      'batch failed: comes again',
    )
    setTimeout(payload.pause(), retryInMs).unref()
    return false
  }
  failures.delete(partition)
  payload.resolveOffset(last.offset)
  const offset = String(BigInt(last.offset) + 1n)
  await payload.commitOffsetsIfNecessary({
    topics: [{ topic, partitions: [{ partition, offset }] }],
  })
  return true
}

type Record = EachBatchPayload['batch']['messages'][number]

/** Nothing where the record is none of ours, or of a later version: the sweep finds its row. */
function parse({ key, value, headers }: Record): BusMessage[] {
  const version = headers?.['schema-version']
  if (!key || !value || String(version) !== '1') return []
  return [{ key: key.toString(), id: value.toString() }]
}

/** Heartbeats while a handler is busy. What they report (a rebalance, a lost membership) waits until it is done. */
function keepBeating(payload: EachBatchPayload): {
  lost: () => Error | undefined
  stop: () => void
} {
  let lost: Error | undefined
  const timer = setInterval(() => {
    payload.heartbeat().catch((error: unknown) => {
      lost ??= error instanceof Error ? error : new Error(String(error))
    })
  }, HEARTBEAT_MS / 2)
  return {
    lost: () => lost,
    stop: () => {
      clearInterval(timer)
    },
  }
}
