import { problemOf } from '../api/problem.ts'
import type { Speak } from '../words/index.tsx'

/** Pure: what went wrong, in one line. */
export function problemText(error: unknown, t: Speak['t']): string {
  const problem = problemOf(error)
  return problem ? (problem.detail ?? problem.title) : t('problem.unreachable')
}
