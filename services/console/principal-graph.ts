import type { PrincipalGraph, PrincipalSummary } from '../../schemas/principal-admin.ts'
import type { Store } from '../kernel/store/index.ts'
import { MOST_COUNTED } from '../kernel/store/principal-graph.ts'

/** Who is around a principal, bounded whatever it is. */
export async function graphOf(
  id: string,
  { principals }: Pick<Store, 'principals'>,
): Promise<PrincipalGraph> {
  const around = await principals.around(id)
  const ids = [...new Set(around.flatMap(({ otherIds }) => otherIds))]
  const [summaries, edges] = await Promise.all([principals.summaries(ids), principals.edges(ids)])
  const byId = new Map<string, PrincipalSummary>(summaries.map((one) => [one.principal.id, one]))
  return {
    groups: around.map(({ direction, kind, count, otherIds }) => ({
      direction,
      kind,
      count: Math.min(count, MOST_COUNTED),
      isCut: count > MOST_COUNTED,
      items: otherIds.flatMap((other) => byId.get(other) ?? []),
    })),
    edges: edges.map(({ fromId, kind, toId }) => ({ from: fromId, kind, to: toId })),
  } as PrincipalGraph // ids are branded where they are read, the store's are plain
}
