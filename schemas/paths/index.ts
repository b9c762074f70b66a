import { adminPaths } from './admin.paths.ts'
import { alertPaths } from './alert.paths.ts'
import { auditPaths } from './audit.paths.ts'
import { backtestPaths } from './backtest.paths.ts'
import { channelPaths } from './channel.paths.ts'
import { conformanceRunPaths } from './conformance-run.paths.ts'
import { deadLetterPaths } from './dead-letter.paths.ts'
import { directoryPaths } from './directory.paths.ts'
import { discoveryPaths } from './discovery.paths.ts'
import { expungePaths } from './expunge.paths.ts'
import { healthPaths } from './health.paths.ts'
import { incidentPaths } from './incident.paths.ts'
import { ingestPaths } from './ingest.paths.ts'
import { livePaths } from './live.paths.ts'
import { jobPaths } from './job.paths.ts'
import { oauthAdminPaths } from './oauth-admin.paths.ts'
import { oauthPaths } from './oauth.paths.ts'
import { operatorPaths } from './operator.paths.ts'
import { progressPaths } from './progress.paths.ts'
import { scimPaths } from './scim.paths.ts'
import { sourceDeskPaths } from './source-desk.paths.ts'
import { sourcePaths } from './source.paths.ts'
import { overviewPaths } from './overview.paths.ts'
import { parkedSignalPaths } from './parked-signal.paths.ts'
import { approvalPaths } from './approval.paths.ts'
import { policyPaths } from './policy.paths.ts'
import { principalPaths } from './principal.paths.ts'
import { streamPaths } from './stream.paths.ts'
import { subscriberPaths } from './subscriber.paths.ts'
import { upstreamPaths } from './upstream.paths.ts'

/** Every path of the hub, in the words of OpenAPI. */
export const PATHS = {
  ...discoveryPaths,
  ...streamPaths,
  ...ingestPaths,
  ...subscriberPaths,
  ...upstreamPaths,
  ...conformanceRunPaths,
  ...adminPaths,
  ...progressPaths,
  ...sourcePaths,
  ...sourceDeskPaths,
  ...auditPaths,
  ...alertPaths,
  ...deadLetterPaths,
  ...jobPaths,
  ...expungePaths,
  ...oauthPaths,
  ...oauthAdminPaths,
  ...operatorPaths,
  ...livePaths,
  ...policyPaths,
  ...backtestPaths,
  ...channelPaths,
  ...approvalPaths,
  ...overviewPaths,
  ...parkedSignalPaths,
  ...incidentPaths,
  ...principalPaths,
  ...directoryPaths,
  ...scimPaths,
  ...healthPaths,
}

type Paths = typeof PATHS
type IdOf<Operation> = Operation extends { operationId: infer Id extends string } ? Id : never
export type OperationId = {
  [Path in keyof Paths]: {
    [Method in keyof Paths[Path]]: IdOf<Paths[Path][Method]>
  }[keyof Paths[Path]]
}[keyof Paths]

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'
export type Endpoint = {
  method: Method
  /** As OpenAPI writes it: `/ingest/{source}`. */
  path: string
  /** As Express writes it: `/ingest/:source`. */
  route: string
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const satisfies readonly Method[]

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries(PATHS).flatMap(([path, item]) => endpointsOf(path, item)),
)

function endpointsOf(
  path: string,
  item: Partial<Record<Method, { operationId: string }>>,
): [string, Endpoint][] {
  const route = path.replaceAll(/\{(\w+)\}/g, ':$1')
  return METHODS.flatMap((method): [string, Endpoint][] => {
    const id = item[method]?.operationId
    return id ? [[id, { method, path, route }]] : []
  })
}

/** Where an operation lives, so that a route can be registered by its id. */
export function endpoint(id: OperationId): Endpoint {
  const found = ENDPOINTS.get(id)
  if (!found) throw new TypeError(`No operation is called ${id}`)
  return found
}
