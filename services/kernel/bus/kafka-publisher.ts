import kafkajs from 'kafkajs'
import type { Producer } from 'kafkajs'
import { errorText } from '../errors.ts'
import { reconnectMs } from './bus.ts'
import type { BusMessage, Topic } from './bus.ts'
import type { KafkaContext } from './kafka-context.ts'
import { atMost, waitOut } from './wait.ts'

export type Publisher = {
  publish(topic: Topic, messages: readonly BusMessage[]): Promise<void>
  /** Lets what is on its way finish, for some seconds. */
  close(): Promise<void>
}

type Job = { topic: Topic; messages: readonly BusMessage[]; settle: (error?: Error) => void }
type State = {
  context: KafkaContext
  waiting: Job[]
  sending: Promise<void> | undefined
  producer: Promise<Producer> | undefined
  recovering: Promise<void> | undefined
}

/** Keeps one send under the broker's default of 1 MiB a batch, were all keys in one partition and long. */
const MAX_SEND = 1_000
/** Calls that wait; more are refused, for the table has their rows. */
const MAX_WAITING = 10_000
const PATIENCE_MS = 5_000

/** One send at a time, each with all that came in the meantime: so concurrent calls cost one round trip and keep their order. */
export function createPublisher(context: KafkaContext): Publisher {
  const state: State = {
    context,
    waiting: [],
    sending: undefined,
    producer: undefined,
    recovering: undefined,
  }
  return {
    async publish(topic, messages) {
      const parts = Array.from({ length: Math.ceil(messages.length / MAX_SEND) }, (_, n) =>
        messages.slice(n * MAX_SEND, (n + 1) * MAX_SEND),
      )
      await Promise.all(parts.map((part) => enqueue(state, topic, part)))
    },
    async close() {
      await atMost(PATIENCE_MS, Promise.all([state.sending, state.recovering]))
      await discard(state)
    },
  }
}

function enqueue(state: State, topic: Topic, messages: readonly BusMessage[]): Promise<void> {
  if (state.context.closing.aborted) return Promise.reject(new Error('The bus is closed'))
  if (state.waiting.length >= MAX_WAITING)
    return Promise.reject(new Error('Kafka is too slow: left to the sweep'))
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  const settle = (error?: Error): void => {
    if (error) reject(error)
    else resolve(undefined)
  }
  state.waiting.push({ topic, messages, settle })
  state.sending ??= sendAll(state).finally(() => (state.sending = undefined))
  return promise
}

async function sendAll(state: State): Promise<void> {
  await Promise.resolve() // what is published in the same tick goes along
  while (state.waiting.length > 0) {
    const jobs = takeJobs(state.waiting)
    const error = await send(state, jobs)
    for (const { settle } of jobs) settle(error)
  }
}

function takeJobs(waiting: Job[]): Job[] {
  let size = 0
  const end = waiting.findIndex(({ messages }) => (size += messages.length) > MAX_SEND)
  return waiting.splice(0, end === -1 ? waiting.length : Math.max(1, end))
}

/** The error, if any. After one the producer is replaced: its sequence numbers are no longer known to be the broker's. */
async function send(state: State, jobs: readonly Job[]): Promise<Error | undefined> {
  const { problems, topicName, log } = state.context
  const topicMessages = jobs.map(({ topic, messages }) => ({
    topic: topicName(topic),
    messages: messages.map(({ key, id }) => ({
      key,
      value: id,
      headers: { 'schema-version': '1' },
    })),
  }))
  try {
    const producer = await connectedProducer(state)
    await producer.sendBatch({ acks: -1, topicMessages })
    problems.delete('publish')
    return undefined
  } catch (cause) {
    problems.set('publish', errorText(cause))
    log.warn({ reason: errorText(cause), calls: jobs.length }, 'publish failed: left to the sweep')
    await discard(state)
    state.recovering ??= recover(state).finally(() => (state.recovering = undefined))
    return new Error(`Could not publish to Kafka: ${errorText(cause)}`, { cause })
  }
}

/** Looks for the brokers without waiting for the next publish: while health says no, there may be none. */
async function recover(state: State): Promise<void> {
  const { closing, delayMs, problems } = state.context
  const isOver = (): boolean => closing.aborted
  for (let failures = 1; !isOver() && problems.has('publish'); failures++) {
    await waitOut(reconnectMs(delayMs(failures)), closing)
    if (isOver()) return
    await connectedProducer(state).then(
      () => problems.delete('publish'),
      (error: unknown) => problems.set('publish', errorText(error)),
    )
  }
}

function connectedProducer(state: State): Promise<Producer> {
  if (state.producer) return state.producer
  const connecting = connect(state.context)
  state.producer = connecting
  connecting.catch(() => {
    if (state.producer === connecting) state.producer = undefined
  })
  return connecting
}

async function connect({ kafka, problems, ready }: KafkaContext): Promise<Producer> {
  await atMost(PATIENCE_MS, ready)
  const away = problems.get('topics')
  if (away !== undefined) throw new Error(away)
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    retry: { initialRetryTime: 200, maxRetryTime: 1_000, retries: 4 },
  })
  try {
    await producer.connect()
    return producer
  } catch (error) {
    await atMost(PATIENCE_MS, producer.disconnect())
    throw error
  }
}

async function discard(state: State): Promise<void> {
  const { producer } = state
  state.producer = undefined
  if (producer)
    await atMost(
      PATIENCE_MS,
      producer.then((one) => one.disconnect()),
    )
}
