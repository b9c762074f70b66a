import type { Deps } from '../kernel/deps.ts'
import type { Service } from '../kernel/run.ts'
import { createSourceKeys } from '../kernel/set/source-keys.ts'
import { createFetchJson } from '../kernel/http/fetch-json.ts'
import type { AcceptDeps } from './accept.ts'
import { createIngestRoutes } from './ingest.routes.ts'
import { releaseForgotten } from './release.loop.ts'
import { sourcesAndRuns } from './upstream/conformance/run-source.ts'
import { driveUpstreams, type UpstreamsDeps } from './upstream/upstreams.loop.ts'
import { createStreamWatch } from './upstream/watch.ts'

/** Takes in SETs and vendors' webhooks: everything that comes from outside as a signal comes through here. */
export function createReceiver(deps: Deps): Service {
  const { store, bus, clock, log, metrics, config } = deps
  const streams = createStreamWatch(deps)
  const sources = sourcesAndRuns(store)
  const accepting: AcceptDeps = {
    sources,
    signals: store.signals,
    publish: (messages) => bus.publish('ssf.signals', messages),
    sourceKeys: createSourceKeys({ fetchJson: createFetchJson(deps), clock, log }),
    streams,
    clock,
    log,
    accepted: (kind, { fresh, repeats }) => {
      metrics.signalsStored.inc({ kind }, fresh)
      metrics.signalsDuplicate.inc({ kind }, repeats)
    },
  }
  const refused = (_sourceId: string, code: string): void => {
    metrics.ingestRefused.inc({ code })
  }
  return {
    name: 'receiver',
    routes: createIngestRoutes({ ...accepting, config, refused }),
    run: async (signal) => {
      await Promise.all([
        releaseForgotten(deps, signal),
        driveUpstreams(upstreamsDeps({ ...accepting, refused }, deps), signal),
        streams.run(signal),
      ])
    },
  }
}

type Accepting = AcceptDeps & { refused: (sourceId: string, code: string) => void }

/** What drives the hub's streams at other transmitters, and takes in what it polls there. */
function upstreamsDeps({ refused, ...accepting }: Accepting, deps: Deps): UpstreamsDeps {
  const { log, config } = deps
  return {
    ...deps,
    take: {
      ...accepting,
      refused: ({ id: sourceId }, { err: code, description }) => {
        refused(sourceId, code)
        log.warn({ sourceId, code, description }, 'polled SET refused')
      },
    },
    ingestUrl: (sourceId) => `${config.issuer.replace(/\/$/, '')}/ingest/${sourceId}`,
  }
}
