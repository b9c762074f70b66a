import { z } from 'zod'
import { failureOf, type ApiResult } from '../../kernel/upstream/session.ts'
import type { Polled } from './poll-plan.ts'

/** How long a long poll may take, whatever the transmitter's own limit is: then it is given up and begun anew. */
export const LONG_POLL_MS = 120_000

/** A gateway that gives up sooner than this has another reason. */
const PROXY_MS = 10_000

/** One that is wrong must not keep the others back, so that whatever is no text is a SET that is none. */
const sets = z.record(z.string(), z.string().catch(''))

/** Some leave `sets` out, or null, where there are none. */
const Answer = z.union([
  z.object({ sets: sets.nullable(), moreAvailable: z.boolean().optional().catch(undefined) }),
  z.strictObject({ sets: sets.optional(), moreAvailable: z.boolean().optional() }),
])

/** By the name that each came under, which is to be its `jti` (RFC 8936 §2.3). */
export type PolledSets = { kind: 'sets'; sets: Record<string, string>; moreAvailable: boolean }
type Unanswered = Exclude<Polled, { kind: 'answered' }>

/** Pure: what a poll was answered with (RFC 8936 §2.3). */
export function readPoll(result: ApiResult): PolledSets | Unanswered {
  if (isOverdue(result)) return { kind: 'nothing-in-time' }
  const failure = failureOf(result, 200, 204)
  if (failure) return { kind: 'failed', ...failure }
  if (result.kind !== 'answer') return { kind: 'failed', reason: 'was not answered' }
  if (result.truncated) return { kind: 'too-long' }
  if (result.status === 204) return { kind: 'sets', sets: {}, moreAvailable: false }
  const parsed = Answer.safeParse(parseJson(result.body))
  if (!parsed.success)
    return { kind: 'failed', reason: 'answered with what is no poll response (RFC 8936 §2.3)' }
  const { sets: found, moreAvailable = false } = parsed.data
  return { kind: 'sets', sets: found ?? {}, moreAvailable }
}

/** It was connected and held for as long as we wait, or as long as somebody between us does. */
function isOverdue(result: ApiResult): boolean {
  if (result.kind === 'answer') return result.status === 504 && result.durationMs >= PROXY_MS
  const isLate = result.kind === 'failure' && result.reason === 'timeout'
  return isLate && result.detail.includes('answer') && result.durationMs >= LONG_POLL_MS - 1_000
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
