import { once } from 'node:events'
import { errorText } from '../errors.ts'
import type { Topic } from './bus.ts'
import type { BusMetrics, KafkaContext } from './kafka-context.ts'
import { waitOut } from './wait.ts'

const EVERY_MS = 15_000

type Watched = { topic: Topic; group: string; signal: AbortSignal }

/**
 * Tells, until the signal aborts, how many messages of each partition the group has not committed. Every process that consumes
 * tells it of the whole group, so that it is known too where one has died. While brokers do not answer the last number stays.
 */
export async function watchLag(
  context: KafkaContext,
  { topic, group, signal }: Watched,
  metrics: BusMetrics,
): Promise<void> {
  const admin = context.kafka.admin()
  await Promise.race([context.ready, once(signal, 'abort')])
  let isConnected = false
  while (!signal.aborted) {
    try {
      if (!isConnected) await admin.connect()
      isConnected = true
      const [name, groupId] = [context.topicName(topic), context.groupName(topic, group)]
      const [ends, [committed]] = await Promise.all([
        admin.fetchTopicOffsets(name),
        admin.fetchOffsets({ groupId, topics: [name] }),
      ])
      for (const { partition, lag } of lagsOf(ends, committed?.partitions ?? []))
        metrics.kafkaLag.set({ topic, group, partition: String(partition) }, lag)
    } catch (error) {
      isConnected = false
      await admin.disconnect().catch(() => undefined)
      context.log.debug({ topic, group, reason: errorText(error) }, 'lag not read')
    }
    await waitOut(EVERY_MS, signal)
  }
  await admin.disconnect().catch(() => undefined)
}

type End = { partition: number; high: string; low: string }
type Committed = { partition: number; offset: string }

/** Pure: what was never committed is read from the beginning. */
export function lagsOf(
  ends: readonly End[],
  committed: readonly Committed[],
): { partition: number; lag: number }[] {
  const offsets = new Map(committed.map(({ partition, offset }) => [partition, BigInt(offset)]))
  return ends.map(({ partition, high, low }) => {
    const offset = offsets.get(partition) ?? -1n
    const from = offset < BigInt(low) ? BigInt(low) : offset
    return { partition, lag: Math.max(0, Number(BigInt(high) - from)) }
  })
}
