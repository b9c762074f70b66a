import type { Clock } from '../../kernel/clock.ts'
import type { Outbound } from '../../kernel/http/outbound.ts'
import type { Store } from '../../kernel/store/index.ts'
import type { DriveChanges } from '../../kernel/store/upstream-drives.ts'
import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import type { Failed } from '../../kernel/upstream/management.ts'
import type { Link } from './link.ts'
import type { TakeSetsDeps } from './take-sets.ts'

export type StepDeps = {
  store: Pick<
    Store,
    | 'sources'
    | 'upstreams'
    | 'upstreamArrivals'
    | 'upstreamSubjects'
    | 'conformanceRuns'
    | 'refusals'
  >
  outbound: Pick<Outbound, 'request'>
  clock: Clock
  /** Aborts when no more is to be begun. */
  signal: AbortSignal
  /** How SETs are taken in. */
  take: TakeSetsDeps
  /** Where the hub takes SETs in. */
  ingestUrl: (sourceId: string) => string
}

/** What a step came to: what to write down, or why it is to be tried again. `isOver`: nothing is left to drive. */
export type StepResult =
  | { ok: true; changes: DriveChanges; isOver?: boolean; lost?: string }
  | (Failed & { changes?: DriveChanges })

export type At = { record: UpstreamRecord; link: Link | undefined; deps: StepDeps }

/** A step of a stream that there is. */
export type Linked = At & { link: Link; stream: { id: string } }
