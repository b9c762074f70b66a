import type { UpstreamTrouble } from '../../../schemas/upstream.ts'
import type { Store } from '../../kernel/store/index.ts'
import type { Health } from '../../kernel/upstream/health.ts'

/** A step that failed so often in a row is told; what mends itself sooner is not worth a night's sleep. */
const FAILURES = 4

const KINDS = ['source-silent', 'source-failing'] as const
type Kind = (typeof KINDS)[number]

/** Pure: what operators are to be told of, with its text. */
export function alertsOf(
  { health, problem = health }: Health,
  trouble: readonly UpstreamTrouble[],
): Partial<Record<Kind, string>> {
  if (health === 'silent') return { 'source-silent': problem }
  if (health === 'paused' || health === 'disabled') return { 'source-failing': problem }
  return trouble.some(({ failures }) => failures >= FAILURES) ? { 'source-failing': problem } : {}
}

/** Tells operators of one source's stream, once while it lasts. */
export type Alarm = {
  settle(alerts: Partial<Record<Kind, string>>, tenantId: string): Promise<void>
}

export function createAlarm(sourceId: string, { alerts }: Pick<Store, 'alerts'>): Alarm {
  const target = `source:${sourceId}`
  const told = new Map<Kind, string | undefined>()
  return {
    async settle(now, tenantId) {
      for (const kind of KINDS) {
        const text = now[kind]
        const isNews = !told.has(kind) || (told.get(kind) === undefined) !== (text === undefined)
        if (!isNews) continue
        if (text === undefined) await alerts.resolve(kind, target)
        else await alerts.raise({ kind, target, tenantId, text })
        told.set(kind, text)
      }
    },
  }
}
