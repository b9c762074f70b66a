import type { Router } from 'express'
import type { Overview } from '../../schemas/overview.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { quantileMs } from './overview.ts'
import { withoutUndefined } from './without-undefined.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const MOST_SOURCES = 10

/** How the hub does, at a glance. */
export function addOverviewRoutes(
  router: Router,
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
): void {
  router.get(endpoint('readOverview').route, async (_request, response) => {
    const ago = (ms: number) => new Date(clock.now().getTime() - ms)
    const [flow, took, streams, sources] = await Promise.all([
      store.pulse.flow(ago(HOUR_MS)),
      store.pulse.took(ago(DAY_MS)),
      store.streamHealth.counts(),
      store.pulse.silence(MOST_SOURCES),
    ])
    response.json({
      flow,
      ...timeToRevoke(took),
      streams,
      sources: sources.map(({ heardAt, ...source }) =>
        withoutUndefined({ ...source, heardAt: heardAt ?? undefined }),
      ),
    } satisfies Overview)
  })
}

function timeToRevoke(took: readonly number[]): Pick<Overview, 'timeToRevoke'> {
  const [p50Ms, p99Ms] = [quantileMs(took, 0.5), quantileMs(took, 0.99)]
  if (p50Ms === undefined || p99Ms === undefined) return {}
  return { timeToRevoke: { count: took.reduce((sum, n) => sum + n, 0), p50Ms, p99Ms } }
}
