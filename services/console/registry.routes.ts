import type { Router } from 'express'
import type { Deps } from '../kernel/deps.ts'
import { addConformanceRunRoutes } from './conformance-runs.routes.ts'
import { addSourceRoutes } from './sources.routes.ts'
import { addSubscriberRoutes } from './subscribers.routes.ts'
import { addTransmitterProbeRoutes } from './transmitter-probes.routes.ts'
import { addUpstreamRoutes } from './upstreams.routes.ts'
import { addUpstreamSubjectRoutes } from './upstream-subjects.routes.ts'
import type { Audit } from './audit.ts'

type RegistryDeps = Pick<Deps, 'store' | 'config' | 'clock' | 'log' | 'outbound'> & { audit: Audit }

/** Who may send and who is told: sources, subscribers, their streams, and the policies between them. */
export function addRegistryRoutes(router: Router, deps: RegistryDeps): void {
  addSubscriberRoutes(router, deps)
  addSourceRoutes(router, deps)
  addUpstreamRoutes(router, deps)
  addUpstreamSubjectRoutes(router, deps)
  addConformanceRunRoutes(router, deps)
  addTransmitterProbeRoutes(router, deps)
}
