import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The hub's Prometheus metrics; labels are few and bounded (never a stream or a subject). */
export type Metrics = ReturnType<typeof createMetrics>

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

export function createMetrics() {
  const registers = [new Registry()]
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `ssf_hub_${name}`, help, labelNames, registers })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `ssf_hub_${name}`, help, labelNames, registers })
  const histogram = (name: string, help: string) =>
    new Histogram({ name: `ssf_hub_${name}`, help, buckets: SECONDS, registers })
  return {
    render: async () => ({
      contentType: registers[0]?.contentType ?? '',
      text: await (registers[0]?.metrics() ?? ''),
    }),
    signalsStored: counter('signals_stored_total', 'Signals stored', ['kind']),
    signalsDuplicate: counter('signals_duplicate_total', 'Signals recognised as repeats', ['kind']),
    ingestRefused: counter('ingest_refused_total', 'Requests to /ingest refused', ['code']),
    upstreams: gauge('upstreams', 'Streams at other transmitters that this process drives', [
      'health',
    ]),
    signalsRouted: counter('signals_routed_total', 'Signals the router decided on'),
    eventsFannedOut: counter('events_fanned_out_total', 'Events matched to streams'),
    deliveriesOwed: counter('deliveries_owed_total', 'Deliveries written to stream logs'),
    attempts: counter('delivery_attempts_total', 'Requests made to deliver a SET', ['outcome']),
    connectionsReused: counter('delivery_connections_total', 'Connections used for deliveries', [
      'reused',
    ]),
    sweptRows: counter('swept_total', 'Rows found unpublished and published again', ['topic']),
    ingestToAcknowledged: histogram(
      'signal_to_acknowledged_seconds',
      'From a signal stored to a SET acknowledged',
    ),
    ...upkeepMetrics({ counter, gauge }),
    backlog: gauge(
      'stream_backlog',
      'Deliveries owed and not settled, over the streams of this process',
    ),
  }
}

type Make<T> = (name: string, help: string, labelNames?: string[]) => T

/** Whether the hub itself is well. */
const upkeepMetrics = ({ counter, gauge }: { counter: Make<Counter>; gauge: Make<Gauge> }) => ({
  alertsOpen: gauge('alerts_open', 'Alerts that are open', ['kind', 'severity']),
  deadLetters: gauge('dead_letters', 'SETs given up and not driven again'),
  databaseRestarts: counter(
    'database_restarts_total',
    'Times the embedded database died and was started again',
  ),
})
