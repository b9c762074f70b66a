import { Counter, Gauge, type Registry } from 'prom-client'

/** Whether the hub itself is well. */
export function upkeepMetrics(registry: Registry) {
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `ssf_hub_${name}`, help, labelNames, registers })
  return {
    alertsOpen: gauge('alerts_open', 'Alerts that are open', ['kind', 'severity']),
    deadLetters: gauge('dead_letters', 'SETs given up and not driven again'),
    backlogAge: gauge('backlog_age_seconds', 'How long the oldest has waited for a stage', [
      'stage',
    ]),
    lateStreams: gauge('late_streams', 'Streams that are well and whose SETs wait too long'),
    ingestRefusing: gauge(
      'ingest_refusing',
      '1 while signals are refused because the hub does not keep up',
    ),
    diskFree: gauge('disk_free_bytes', 'Free on the disk of the embedded database'),
    databaseRestarts: new Counter({
      name: 'ssf_hub_database_restarts_total',
      help: 'Times the embedded database died and was started again',
      registers,
    }),
  }
}
