import { RUN_PREFIX } from '../../../../schemas/conformance-run.ts'
import type { ConformanceRun } from '../../../kernel/store/conformance-runs.ts'
import type { Store } from '../../../kernel/store/index.ts'
import type { Source } from '../../source.ts'

export const isRun = (sourceId: string): boolean => sourceId.startsWith(RUN_PREFIX)

/** As long as it lasts, a run is a source of its own: what comes on its stream is not told to anybody. */
export const asSource = (run: ConformanceRun, parent: Source): Source => ({
  id: run.id,
  tenantId: parent.tenantId,
  kind: 'ssf',
  issuer: parent.issuer,
  audience: run.stream?.audience ?? [],
  jwksUri: parent.jwksUri,
  pushAuthorization: run.pushAuthorization,
  secrets: [],
  settings: parent.settings,
  trust: 'proof',
  ipRanges: parent.ipRanges,
  clientCertificates: parent.clientCertificates,
  status: 'active',
  ratePerSecond: parent.ratePerSecond,
  hasUpstream: true,
})

type Stores = Pick<Store, 'sources' | 'conformanceRuns'>

/** The sources, and the runs that take SETs in. */
export function sourcesAndRuns({ sources, conformanceRuns }: Stores) {
  const ofRun = async (id: string): Promise<Source | undefined> => {
    const run = await conformanceRuns.find(id)
    const parent = run && !run.finishedAt ? await sources.refresh(run.sourceId) : undefined
    return run && parent && asSource(run, parent)
  }
  return {
    get: (id: string): Promise<Source | undefined> => (isRun(id) ? ofRun(id) : sources.get(id)),
    refresh: (id: string): Promise<Source | undefined> =>
      isRun(id) ? ofRun(id) : sources.refresh(id),
  }
}
