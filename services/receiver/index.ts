import type { Deps } from '../kernel/deps.ts'
import type { Service } from '../kernel/run.ts'
import { createSourceKeys } from '../kernel/set/source-keys.ts'
import { createFetchJson } from '../kernel/http/fetch-json.ts'
import { createIngestRoutes } from './ingest.routes.ts'
import { releaseForgotten } from './release.loop.ts'

/** Takes in SETs and vendors' webhooks: everything that comes from outside as a signal comes through here. */
export function createReceiver(deps: Deps): Service {
  const { store, bus, clock, log, metrics, config } = deps
  return {
    name: 'receiver',
    routes: createIngestRoutes({
      sources: store.sources,
      signals: store.signals,
      publish: (messages) => bus.publish('ssf.signals', messages),
      sourceKeys: createSourceKeys({ fetchJson: createFetchJson(deps), clock, log }),
      clock,
      log,
      config,
      accepted: (kind, { fresh, repeats }) => {
        metrics.signalsStored.inc({ kind }, fresh)
        metrics.signalsDuplicate.inc({ kind }, repeats)
      },
      refused: (_sourceId, code) => {
        metrics.ingestRefused.inc({ code })
      },
    }),
    run: (signal) => releaseForgotten(deps, signal),
  }
}
