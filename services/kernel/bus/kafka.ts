import kafkajs from 'kafkajs'
import type { Kafka, LogEntry } from 'kafkajs'
import type { Logger } from 'pino'
import { reconnectMs, retryDelayMs, TOPICS } from './bus.ts'
import type { Bus, Topic } from './bus.ts'
import type { KafkaLogin } from './kafka-login.ts'
import { consumeFrom } from './kafka-consumer.ts'
import { watchLag } from './kafka-lag.ts'
import { mendIdleTimer } from './kafka-idle.ts'
import type { BusMetrics, KafkaContext } from './kafka-context.ts'
import { createPublisher } from './kafka-publisher.ts'
import { waitOut } from './wait.ts'

export type KafkaOptions = {
  brokers: readonly string[]
  log: Logger
  /** How the brokers let the hub in; in clear and by no name unless told. */
  login?: KafkaLogin
  /** Of topics that do not exist yet; those that do stay as they are. */
  partitions?: number
  replication?: number
  /** Before the names of topics and groups: several hubs on one cluster. */
  prefix?: string
  delayMs?: (failures: number) => number
  metrics?: BusMetrics
}

/** The bus of many processes. It starts at once in the background; while the brokers are away `publish` rejects within seconds, `consume` waits, and `health` says so. */
export function createKafkaBus(options: KafkaOptions): Bus {
  const { prefix = '' } = options
  const closing = new AbortController()
  const problems = new Map([['topics', 'not asked yet']])
  const base = {
    kafka: connectTo(options),
    log: options.log,
    metrics: options.metrics,
    closing: closing.signal,
    problems,
    topicName: (topic: Topic) => prefix + topic,
    groupName: (topic: Topic, group: string) => `${prefix}ssf-hub.${group}.${topic}`,
    delayMs: options.delayMs ?? retryDelayMs,
  }
  const context = { ...base, ready: makeTopics(base, options) }
  const publisher = createPublisher(context)
  const running = new Set<Promise<void>>()
  return {
    publish: (topic, messages) => publisher.publish(topic, messages),
    consume(topic, group, handle, signal) {
      const until = AbortSignal.any([signal, closing.signal])
      const run = consumeFrom(context, { topic, group, handle, signal: until })
      if (options.metrics)
        running.add(watchLag(context, { topic, group, signal: until }, options.metrics))
      running.add(run)
      return run.finally(() => running.delete(run))
    },
    health: () => ({ ok: problems.size === 0, detail: describe(problems) }),
    async close() {
      closing.abort()
      problems.set('bus', 'closed')
      await Promise.all([...running, publisher.close(), context.ready])
    },
  }
}

const describe = (problems: ReadonlyMap<string, string>): string =>
  problems.size === 0 ? 'Kafka' : [...problems].map(([part, what]) => `${part}: ${what}`).join('; ')

function connectTo({ brokers, log, login = {} }: KafkaOptions): Kafka {
  mendIdleTimer()
  return new kafkajs.Kafka({
    clientId: 'ssf-hub',
    ...login,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 3 },
    logLevel: log.isLevelEnabled('debug') ? kafkajs.logLevel.INFO : kafkajs.logLevel.ERROR,
    logCreator: () => (entry) => {
      relay(log, entry)
    },
  })
}

/** kafkajs calls every failed attempt an error, and this bus says itself what is wrong: so its words go to debug. */
function relay(log: Logger, { namespace, label, log: entry }: LogEntry): void {
  const { message, groupId, broker, error } = entry
  log.debug({ namespace, label, groupId, broker, reason: error, kafkajs: message }, 'kafkajs')
}

type Starting = Omit<KafkaContext, 'ready'>

/** Never rejects: tries until the topics exist or the bus closes. */
async function makeTopics(context: Starting, options: KafkaOptions): Promise<void> {
  const { closing, log, problems, delayMs } = context
  for (let failures = 1; !closing.aborted; failures++) {
    const problem = await tryTopics(context, options)
    if (problem === undefined) {
      problems.delete('topics')
      log.info({ brokers: options.brokers }, 'Kafka found')
      return
    }
    problems.set('topics', problem)
    const retryInMs = reconnectMs(delayMs(failures))
    log.warn(
      { brokers: options.brokers, reason: problem, retryInMs },
      'Kafka is away: trying again',
    )
    await waitOut(retryInMs, closing)
  }
}

/** What went wrong, if anything. */
async function tryTopics(
  { kafka, topicName }: Starting,
  { partitions = 32, replication = 1 }: KafkaOptions,
): Promise<string | undefined> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    const wanted = TOPICS.map(topicName)
    const known = new Set(await admin.listTopics())
    const missing = wanted.filter((topic) => !known.has(topic))
    const topics = missing.map((topic) => ({
      topic,
      numPartitions: partitions,
      replicationFactor: replication,
    }))
    if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: true })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}
