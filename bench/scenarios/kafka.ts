import { join } from 'node:path'
import { startKafka } from '../../deploy/kafka/start.mjs'
import { stopKafka } from '../../deploy/kafka/stop.mjs'
import type { Scenario } from '../finding.ts'
import { openStage } from '../stage.ts'
import { measureLatency } from './latency.ts'

/** The same latency with a real Kafka broker between the stages; left out, loudly, where Java or Maven is missing. */
export const kafka: Scenario = {
  name: 'kafka',
  run: async (site) => {
    const dataDir = join(site.folder, 'kafka')
    const brokers = await startKafka({ port: 0, dataDir }).then(
      (broker) => broker.brokers,
      (error: unknown) => {
        console.warn(
          `*** SKIPPED: kafka. ${error instanceof Error ? error.message : String(error)}`,
        )
      },
    )
    if (brokers === undefined) return []
    try {
      await using stage = await openStage(site, 'kafka', { count: 1, hosts: 1 })
      await using hub = await stage.startHub({ KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: '4' })
      return await measureLatency(stage, hub, { name: 'kafka', p50: 4, p99: 10 })
    } finally {
      await stopKafka({ dataDir })
    }
  },
}
