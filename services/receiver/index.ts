import type { Deps } from '../kernel/deps.ts'
import { errorText, HubError } from '../kernel/errors.ts'
import { createFetchJson, fetchDocument } from '../kernel/http/fetch-json.ts'
import type { Service } from '../kernel/run.ts'
import { createSourceKeys } from '../kernel/set/source-keys.ts'
import type { AcceptDeps } from './accept.ts'
import { createIngestRoutes, type IngestDeps } from './ingest.routes.ts'
import { createMapper } from './mapping/mapper.ts'
import { createRefusalLog } from './refusals.ts'
import { readPolled } from './polled/polled.loop.ts'
import { createQuotas } from './quota.ts'
import { createScimRoutes } from './scim/scim.routes.ts'
import { releaseForgotten } from './release.loop.ts'
import { sourcesAndRuns } from './upstream/conformance/run-source.ts'
import { driveUpstreams, type UpstreamsDeps } from './upstream/upstreams.loop.ts'
import { createStreamWatch } from './upstream/watch.ts'
import { createVendorKeys } from './vendor-keys.ts'

/** No refusal for bad credentials is told sooner after its request came: longer than checking any of them takes. */
const REFUSAL_FLOOR_MS = 20

/** Takes in SETs and vendors' webhooks, and what identity providers say of their people: everything that comes from outside. */
export function createReceiver(deps: Deps): Service {
  const mapper = createMapper()
  const streams = createStreamWatch(deps)
  const accepting = { ...acceptDeps(deps), map: mapper.map, streams }
  const refusals = createRefusalLog(deps)
  const refused: IngestDeps['refused'] = (refusal) => {
    deps.metrics.ingestRefused.inc({ code: refusal.code })
    refusals.note(refusal)
  }
  const routes = createIngestRoutes({ ...deps, ...accepting, refused })
  routes.use('/scim/v2', createScimRoutes(deps))
  return {
    name: 'receiver',
    routes,
    run: async (signal) => {
      await Promise.all([
        releaseForgotten(deps, signal),
        driveUpstreams(upstreamsDeps({ ...accepting, refused }, deps), signal),
        streams.run(signal),
        refusals.run(signal),
        readPolled({ ...deps, sources: accepting.sources, take: accepting }, signal),
      ])
      await mapper.close()
    },
  }
}

function acceptDeps(deps: Deps): Omit<AcceptDeps, 'map' | 'streams'> {
  const { store, bus, clock, log, metrics, config } = deps
  const fetchJson = createFetchJson(deps)
  const sourceKeys = createSourceKeys({ fetchJson, clock, log, isUnknownUntilFetched: true })
  return {
    sources: sourcesAndRuns(store),
    signals: store.signals,
    keep: (original) =>
      config.originalRetentionDays === 0 ? undefined : store.originals.prepare(original),
    pressure: deps.pressure,
    quotas: createQuotas(clock, deps.config.upkeep.ingestRatePerSecond),
    publish: (messages) => bus.publish('ssf.signals', messages),
    sourceKeys,
    keys: createVendorKeys({ ...deps, sourceKeys }),
    visit: (url) => visit(url, deps),
    refusalFloor: () => clock.sleep(REFUSAL_FLOOR_MS),
    clock,
    log,
    accepted: ({ id, kind }, { fresh, repeats }) => {
      metrics.heard.note(id, clock.now())
      metrics.signalsStored.inc({ kind }, fresh)
      metrics.signalsDuplicate.inc({ kind }, repeats)
    },
  }
}

/** The URL is not told to anybody: it may hold the vendor's token. @throws HubError `unavailable` */
async function visit(url: string, { outbound, log }: Deps): Promise<void> {
  const { host } = new URL(url)
  const failure = await fetchDocument(url, '*/*', { outbound }).then(
    ({ status }) => (status < 300 ? undefined : `answered ${String(status)}`),
    (error: unknown) => errorText(error).replaceAll(url, host),
  )
  if (failure !== undefined) {
    log.warn({ host, failure }, 'a vendor’s confirmation failed, the vendor comes again')
    throw new HubError('unavailable', 'The confirmation did not work now', {
      retryAfterSeconds: 20,
    })
  }
  log.info({ host }, 'a vendor’s confirmation was given')
}

type Accepting = AcceptDeps & Pick<IngestDeps, 'refused'>

/** What drives the hub's streams at other transmitters, and takes in what it polls there. */
function upstreamsDeps({ refused, ...accepting }: Accepting, deps: Deps): UpstreamsDeps {
  const { log, config } = deps
  return {
    ...deps,
    take: {
      ...accepting,
      refused: (source, { err: code, description }) => {
        refused({ code, source, reason: description })
        log.warn({ sourceId: source.id, code, description }, 'polled SET refused')
      },
    },
    ingestUrl: (sourceId) => `${config.issuer.replace(/\/$/, '')}/ingest/${sourceId}`,
  }
}
