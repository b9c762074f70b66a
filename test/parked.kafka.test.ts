import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startKafka } from '../deploy/kafka/start.mjs'
import { stopKafka } from '../deploy/kafka/stop.mjs'
import { startHub } from './support/hub.ts'
import { playParked } from './support/parked-story.ts'

const hasKafka = (process.env['KAFKA_BROKERS'] ?? '') !== ''
if (!hasKafka) console.warn('SKIPPED: parking over Kafka is not tested, for there is no Kafka here')

test.skipIf(!hasKafka)(
  'over Kafka too; the groups have handled everything, and the metrics say so',
  { timeout: 300_000 },
  async () => {
    await using open = new AsyncDisposableStack()
    const dataDir = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-parked-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    // A broker of this test's own: hubs of other tests would take its messages.
    const { brokers } = await startKafka({ port: 0, dataDir })
    open.defer(async () => {
      await stopKafka({ dataDir })
    })
    const hub = open.use(await startHub({ KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: '4' }))
    await playParked(hub)
    await vi.waitFor(
      async () => {
        const { text } = await hub.send('/metrics', { token: hub.admin.token })
        const lags = [...text.matchAll(/^ssf_hub_kafka_lag\{(.*)\} (\d+)$/gm)]
        expect(lags).toHaveLength(2 * 4)
        expect(lags.map(([, , lag]) => Number(lag))).toEqual(lags.map(() => 0))
      },
      { timeout: 60_000, interval: 500 },
    )
  },
)
