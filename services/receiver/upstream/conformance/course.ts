import type { ConformanceRun, SeenSet } from '../../../kernel/store/conformance-runs.ts'
import type { UpstreamStream } from '../../../kernel/upstream/stream.ts'
import type { Delivery } from '../../../kernel/upstream/words.ts'
import type { Link } from '../link.ts'
import type { At } from '../step.ts'
import type { TakeSetsDeps } from '../take-sets.ts'

/** What a check saw, in a sentence. */
export type Seen = { ok: boolean; seen: string }

/** One delivery of one run, as far as it has come. */
export type Course = At & {
  link: Link
  run: ConformanceRun
  delivery: Delivery
  take: TakeSetsDeps
  stream?: UpstreamStream
  /** The verification that was asked for, and what came of it. */
  state?: string
  received?: SeenSet
}

export const no = (seen: string): Seen => ({ ok: false, seen })
