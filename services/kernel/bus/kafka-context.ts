import type { Kafka } from 'kafkajs'
import type { Logger } from 'pino'
import type { Metrics } from '../metrics.ts'
import type { Topic } from './bus.ts'

/** What this bus tells of itself. */
export type BusMetrics = Pick<Metrics, 'kafkaLag' | 'kafkaRebalances'>

/** What the parts of this bus share. */
export type KafkaContext = {
  kafka: Kafka
  log: Logger
  metrics: BusMetrics | undefined
  /** Aborts when the bus closes. */
  closing: AbortSignal
  /** Resolves once the topics are known to exist. */
  ready: Promise<void>
  /** What is wrong now, by part; empty = all is well. */
  problems: Map<string, string>
  topicName: (topic: Topic) => string
  /** A group a topic: kafkajs cannot share out the partitions of a group whose members read different topics. */
  groupName: (topic: Topic, group: string) => string
  delayMs: (failures: number) => number
}
