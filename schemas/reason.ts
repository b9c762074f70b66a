import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** One sentence for the sender: where the first mistake is and what was expected there. */
export function reasonOf(error: z.core.$ZodError): string {
  const issue = error.issues[0]
  return issue ? sentence(issue, []) : 'invalid input'
}

function sentence(issue: Issue, prefix: readonly PropertyKey[]): string {
  const path = [...prefix, ...issue.path]
  const branch = issue.code === 'invalid_union' ? closestBranch(issue.errors) : undefined
  if (branch) return sentence(branch, path)
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    const [inner] = issue.issues
    if (inner) return sentence(inner, path)
  }
  return path.length > 0 ? `${path.map(String).join(' › ')}: ${issue.message}` : issue.message
}

/** Of a union's branches, the one that got furthest: its first complaint lies deepest, and not at `format`. */
function closestBranch(branches: readonly (readonly Issue[])[]): Issue | undefined {
  const firsts = branches.flatMap((issues) => issues.slice(0, 1))
  const rank = (issue: Issue): number => (issue.path.at(-1) === 'format' ? -1 : issue.path.length)
  return firsts.toSorted((a, b) => rank(b) - rank(a))[0]
}
