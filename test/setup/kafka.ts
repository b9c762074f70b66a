import { startKafka } from '../../deploy/kafka/start.mjs'
import { stopKafka } from '../../deploy/kafka/stop.mjs'
import { share } from './shared.ts'

/** A real broker for the tests that need one: KAFKA_BROKERS, else our own; without Java they skip, but never in CI. */
export default async function setup(): Promise<() => Promise<void>> {
  const { release } = await share('kafka', start)
  return release
}

async function start(): Promise<AsyncDisposable> {
  const nothing = { [Symbol.asyncDispose]: async () => undefined }
  if (process.env['KAFKA_BROKERS']) return nothing
  try {
    const { brokers, wasRunning } = await startKafka({ port: 0 })
    process.env['KAFKA_BROKERS'] = brokers // for the workers, which start after us
    return wasRunning ? nothing : { [Symbol.asyncDispose]: () => stopKafka().then(() => undefined) }
  } catch (cause) {
    if (process.env['CI'])
      throw new Error('In CI no test may skip, and Kafka did not start', { cause })
    console.warn(
      `\n*** SKIPPED: every test with Kafka. ${cause instanceof Error ? cause.message : String(cause)}\n`,
    )
    return nothing
  }
}
