import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { problemOf } from '../../api/problem.ts'
import { lineOf, readJson } from './json-lines.ts'
import type { PolicyDocument } from './policy.ts'

/** What is wrong, and on which line of the text; `within`: where in the condition that stands there. */
export type Fault = { line: number; path: string; reason: string; within?: string }

export type Checked =
  | { state: 'checking' }
  | { state: 'faulty'; faults: readonly Fault[] }
  | { state: 'good'; document: PolicyDocument }
  | { state: 'unknown'; error: unknown }

/** Reads a policy's text as it is typed: first as JSON, then the hub judges its members and conditions. */
export function useChecked(text: string): Checked {
  const read = readJson(text)
  const { data, error } = useQuery({
    queryKey: ['policy check', text],
    queryFn: () => got(api.POST('/admin/policy-checks', { body: asDocument(read) })),
    enabled: read.ok,
    staleTime: Infinity,
    retry: false,
  })
  if (!read.ok)
    return {
      state: 'faulty',
      faults: [{ line: read.place?.line ?? 1, path: '', reason: read.reason }],
    }
  if (error) return refused(error, text)
  if (!data) return { state: 'checking' }
  if (data.faults.length === 0) return { state: 'good', document: asDocument(read) }
  return {
    state: 'faulty',
    faults: data.faults.map(({ path, line, column, reason }) => ({
      path,
      line: lineOf(text, path),
      reason,
      ...(line === undefined ? {} : { within: `${String(line)}:${String(column ?? 1)}` }),
    })),
  }
}

/** The hub judges it: what it refuses is shown. */
const asDocument = (read: ReturnType<typeof readJson>): PolicyDocument =>
  (read.ok ? read.value : {}) as PolicyDocument

function refused(error: unknown, text: string): Checked {
  const problem = problemOf(error)
  return problem?.status === 400
    ? { state: 'faulty', faults: faultsIn(problem.detail ?? problem.title, text) }
    : { state: 'unknown', error }
}

/** Pure: a refusal of the hub's, `…: member: reason; member: reason`, as faults. */
export function faultsIn(detail: string, text: string): Fault[] {
  return detail
    .replace(/^[^:]*: /, '')
    .split('; ')
    .map((part) => {
      const [, path = '', reason = part] = /^([\w.-]+): (.*)$/s.exec(part) ?? []
      return { path, reason, line: lineOf(text, path) }
    })
}
