import { pino } from 'pino'
import { uriOf, type EventName } from '../../schemas/events/index.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import type { LooseSubject } from '../../schemas/subject.ts'
import { createInProcessBus } from '../kernel/bus/in-process.ts'
import { systemClock } from '../kernel/clock.ts'
import { createMetrics } from '../kernel/metrics.ts'
import { READY_POLICIES } from '../kernel/policy/library.ts'
import type { NewSource } from '../kernel/store/sources.ts'
import { openOn, openTestStore, origin, type TestStore } from '../kernel/store/store.fixture.ts'
import type { Store } from '../kernel/store/index.ts'
import { createPolicyCache } from './policy-cache.ts'
import { route } from './route.ts'

// For tests: routers over a database of their own.

export const WINDOWS = { principalMs: 1_800_000, txnMs: 86_400_000 }

export const email = (address: string) => ({ format: 'email', email: address }) as const
export const issSub = (iss: string, sub: string) => ({ format: 'iss_sub', iss, sub }) as const
export const opaque = (id: string) => ({ format: 'opaque', id }) as const
export const aliases = (...identifiers: object[]) =>
  ({ format: 'aliases', identifiers }) as unknown as LooseSubject // as their schema says
export const complex = (members: Record<string, object>) =>
  ({ format: 'complex', ...members }) as LooseSubject

export type Said = {
  source?: string
  tenantId?: string
  type?: EventName
  subject: LooseSubject
} & Partial<Pick<NormalisedSignal, 'payload' | 'txn' | 'knownAs' | 'occurredAt'>>

/** A signal as the router left it. */
export type Routed = {
  id: string
  principal_id: string | null
  incident_id: string | null
  order_key: string
}

export type TestRouter = {
  db: TestStore
  store: Store
  /** A source of its own issuer, `https://<id>.example`. */
  source(id: string, changes?: Partial<NewSource>): Promise<void>
  /** Stores a signal; answers its id. */
  say(said: Said): Promise<string>
  /** A router's work on these ids; another process's by another number. */
  route(ids: readonly string[], process?: number): Promise<void>
  /** Stores and routes. */
  hear(said: Said): Promise<Routed>
  routed(id: string): Promise<Routed>
  [Symbol.asyncDispose](): Promise<void>
}

let last = 0

export async function openTestRouter(processes = 1): Promise<TestRouter> {
  const db = await openTestStore()
  const log = pino({ level: 'silent' })
  await db.store.policies.seed(READY_POLICIES)
  const stores = [db.store, ...Array.from({ length: processes - 1 }, () => openOn(db.url))]
  const routers = stores.map((store) => ({
    store,
    clock: systemClock,
    windows: WINDOWS,
    bus: createInProcessBus({ log }),
    metrics: createMetrics(),
    log,
    policies: createPolicyCache({ store, log }),
  }))
  const say = async ({
    source = 'idp',
    tenantId = 'default',
    type = 'account-disabled',
    subject,
    ...more
  }: Said) => {
    const known = await db.store.sources.get(source)
    const from = origin(source, {
      tenantId,
      scope: known?.issuer ?? (source === 'console' ? '' : `source:${source}`),
    })
    const said = {
      dedupeKey: `said-${String((last += 1))}`,
      type: uriOf(type),
      subject,
      payload: {},
      ...more,
    }
    const [stored] = await db.store.signals.append(from, [said])
    return stored?.id ?? ''
  }
  const routed = async (id: string): Promise<Routed> => {
    const [row] = await db.sql<Routed>(
      'select id, principal_id, incident_id, order_key from signal where id = $1',
      [id],
    )
    if (!row) throw new Error(`no signal ${id}`)
    return row
  }
  const routeBy = async (ids: readonly string[], process = 0) => {
    const router = routers[process % routers.length]
    if (router) await route(ids, router)
  }
  return {
    db,
    store: db.store,
    source: async (id, changes = {}) => {
      const source = {
        id,
        kind: 'ssf' as const,
        issuer: `https://${id}.example`,
        audience: ['https://hub.example'],
        secrets: [],
        ...changes,
      }
      if (!(await db.store.sources.create(source))) throw new Error(`source ${id} exists`)
    },
    say,
    route: routeBy,
    hear: async (said) => {
      const id = await say(said)
      await routeBy([id])
      return routed(id)
    },
    routed,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(stores.slice(1).map((store) => store.close()))
      await db[Symbol.asyncDispose]()
    },
  }
}
