import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { createHeard, totalsOf } from './pulse-metrics.ts'
import { upkeepMetrics } from './upkeep-metrics.ts'

/** The hub's Prometheus metrics; labels are few and bounded: never a subject, and of streams only the twenty worst. */
export type Metrics = ReturnType<typeof createMetrics>

/** Where the buckets of times end; the last has no end. */
export const TOOK_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]

export function createMetrics() {
  const registry = new Registry()
  const counted = { ...counters(registry), ...histograms(registry) }
  return {
    ...counted,
    ...upkeepMetrics(registry),
    ...kafkaMetrics(registry),
    /** What the pulse writes down. */
    totals: () => totalsOf(counted),
    heard: createHeard(),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    /** A gauge that is read when somebody asks: `read` answers a value for each set of labels. */
    observe: (name: string, help: string, labelNames: string[], read: () => Observed[]) =>
      new Gauge({
        name: `ssf_hub_${name}`,
        help,
        labelNames,
        registers: [registry],
        collect() {
          this.reset()
          for (const { labels = {}, value } of read()) this.set(labels, value)
        },
      }),
  }
}

export type Observed = { labels?: Record<string, string>; value: number }

function counters(registry: Registry) {
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `ssf_hub_${name}`, help, labelNames, registers })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `ssf_hub_${name}`, help, labelNames, registers })
  return {
    signalsStored: counter('signals_stored_total', 'Signals stored', ['kind']),
    signalsDuplicate: counter('signals_duplicate_total', 'Signals recognised as repeats', ['kind']),
    ingestRefused: counter('ingest_refused_total', 'Requests to /ingest refused', ['code']),
    upstreams: gauge('upstreams', 'Streams at other transmitters that this process drives', [
      'health',
    ]),
    signalsRouted: counter('signals_routed_total', 'Signals the router decided on'),
    eventsMade: counter('events_made_total', 'Events decided and not held, or let go later'),
    signalsParked: counter('signals_parked_total', 'Signals set aside: deciding failed each time'),
    eventsParked: counter('events_parked_total', 'Events set aside: matching failed each time'),
    policyErrors: counter('policy_errors_total', 'Signals a policy could not be evaluated on'),
    noticesSent: counter('notices_sent_total', 'Requests made to tell a channel', ['outcome']),
    eventsFannedOut: counter('events_fanned_out_total', 'Events matched to streams'),
    deliveriesOwed: counter('deliveries_owed_total', 'Deliveries written to stream logs'),
    attempts: counter('delivery_attempts_total', 'Requests made to deliver a SET', ['outcome']),
    connectionsReused: counter('delivery_connections_total', 'Connections used for deliveries', [
      'reused',
    ]),
    heldDropped: counter('held_dropped_total', 'Deliveries dropped by the limits of holding'),
    sweptRows: counter('swept_total', 'Rows found unpublished and published again', ['topic']),
    streamAlerts: counter('stream_alerts_total', 'Streams that began to fail, or recovered', [
      'kind',
    ]),
  }
}

function kafkaMetrics(registry: Registry) {
  const registers = [registry]
  return {
    kafkaLag: new Gauge({
      name: 'ssf_hub_kafka_lag',
      help: 'Messages that a group has not handled yet',
      labelNames: ['topic', 'group', 'partition'],
      registers,
    }),
    kafkaRebalances: new Counter({
      name: 'ssf_hub_kafka_rebalances_total',
      help: 'Times partitions were shared out anew',
      labelNames: ['topic', 'group'],
      registers,
    }),
  }
}

function histograms(registry: Registry) {
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `ssf_hub_${name}`, help, buckets, registers: [registry] })
  return {
    ingestToAcknowledged: histogram(
      'signal_to_acknowledged_seconds',
      'From a signal stored to a SET acknowledged',
      TOOK_SECONDS,
    ),
    outcomesWritten: histogram('outcomes_written', 'Outcomes in one write', COUNTS),
    fanOutBatch: histogram('fan_out_batch', 'Events in one fan-out', COUNTS),
  }
}
