import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** A path may hold member names that a stranger chose. */
const LONGEST_NAME = 80

/** One sentence for the sender: where the first mistake is and what was expected there. */
export function reasonOf(error: z.core.$ZodError): string {
  const issue = error.issues[0]
  return issue ? sentence(issue, []) : 'invalid input'
}

function sentence(issue: Issue, prefix: readonly PropertyKey[]): string {
  const path = [...prefix, ...issue.path]
  const inner = innerIssue(issue)
  if (inner) return sentence(inner, path)
  const where = path.map((name) => String(name).slice(0, LONGEST_NAME)).join(' › ')
  return where ? `${where}: ${issue.message}` : issue.message
}

/** The issue that says more than this one: inside a union without words of its own, or a record's key. */
function innerIssue(issue: Issue): Issue | undefined {
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input')
    return closestBranch(issue.errors)
  if (issue.code === 'invalid_key') return issue.issues[0]
  return undefined
}

/** Of a union's branches, the one that got furthest: its first complaint lies deepest, and not at `format`. */
function closestBranch(branches: readonly (readonly Issue[])[]): Issue | undefined {
  const firsts = branches.flatMap((issues) => issues.slice(0, 1))
  const rank = (issue: Issue): number => (issue.path.at(-1) === 'format' ? -1 : issue.path.length)
  return firsts.toSorted((a, b) => rank(b) - rank(a))[0]
}
