import { Environment, EvaluationError, type ASTNode, type ParseResult } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import { errorText } from '../errors.ts'
import { BUDGET_MS, withinBudget } from './budget.ts'

/** What a condition says of one signal, or why it says nothing. */
export type Verdict = { ok: true; holds: boolean } | { ok: false; because: string }

/** Checked and ready to be asked; `needs` are the variables of docs/policies.md. */
export type CompiledCondition = (needs: Record<string, unknown>) => Verdict

/** Where in a condition's text something is wrong (from 1), and what. */
export type ConditionFault = { line: number; column: number; reason: string }

const SIGNAL = {
  id: 'string',
  type: 'string',
  uri: 'string',
  vendorType: 'string',
  source: 'string',
  certainty: 'string',
  tenant: 'string',
  txn: 'string',
  occurredAt: 'google.protobuf.Timestamp',
  receivedAt: 'google.protobuf.Timestamp',
  subject: 'map<string, dyn>',
  payload: 'map<string, dyn>',
}

const LIMITS = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 500,
  maxMapEntries: 50,
  maxCallArguments: 16,
}

/** Takes the place of CEL's `matches` in the text: as long as that, so that positions stay. */
const SAFE_MATCHES = 're2test'

const base = new Environment({ limits: LIMITS, enableOptionalTypes: true }).registerFunction(
  `string.${SAFE_MATCHES}(string): bool`,
  (text: string, pattern: string) => regex(pattern).test(text),
)

const ENVIRONMENTS = {
  signal: base
    .clone()
    .registerVariable({ name: 'signal', schema: SIGNAL })
    .registerVariable({ name: 'principal', schema: { id: 'string', kind: 'string' } })
    .registerVariable({ name: 'incident', schema: { severity: 'string', isNew: 'bool' } }),
  history: base.clone().registerVariable('signals', 'list<map<string, dyn>>'),
} as const satisfies Record<string, Environment>

/** Over one signal, or over those that a history found. */
export type ConditionScope = keyof typeof ENVIRONMENTS

/** Loops over lists, of which a signal may bring long ones: so these are cut off where they take too long. */
const LOOPS: ReadonlySet<string> = new Set([
  'all',
  'exists',
  'exists_one',
  'map',
  'filter',
  'transformList',
  'transformMap',
  'transformMapEntry',
  'sortBy',
])

export function compileCondition(
  text: string,
  scope: ConditionScope,
): { ok: true; condition: CompiledCondition } | { ok: false; fault: ConditionFault } {
  const environment = ENVIRONMENTS[scope]
  const { valid, type = 'dyn', error } = environment.check(text)
  if (!valid) return refuseBy(text, error)
  if (type !== 'bool' && type !== 'dyn')
    return refuse(text, 0, `a condition is true or false, this is of type ${type}`)
  const calls = callsIn(environment.parse(text).ast)
  const bad = badPattern(calls)
  if (bad) return refuse(text, bad.start, 'matches takes a regular expression of RE2 in quotes')
  const parsed = environment.parse(withSafeMatches(text, calls))
  const loops = calls.filter(({ name }) => LOOPS.has(name)).map(({ start }) => start)
  const asked = { text, parsed, loopAt: loops.length === 0 ? undefined : Math.min(...loops) }
  return { ok: true, condition: (needs) => ask(asked, needs) }
}

/** `loopAt`: where its first loop stands in the text. */
type Asked = { text: string; parsed: ParseResult; loopAt: number | undefined }

const badPattern = (calls: readonly Call[]): Call | undefined =>
  calls.find(({ name, args }) => name === 'matches' && !isPattern(args[0]))

function ask({ text, parsed, loopAt }: Asked, needs: Record<string, unknown>): Verdict {
  try {
    const run = (): unknown => parsed(needs)
    const ran = loopAt === undefined ? { finished: true as const, value: run() } : withinBudget(run)
    if (!ran.finished) {
      const late = `it took longer than ${String(BUDGET_MS)} ms and was cut off`
      return { ok: false, because: `${late} (${placeIn(text, loopAt)})` }
    }
    if (typeof ran.value !== 'boolean')
      return { ok: false, because: `it is ${typeof ran.value}, neither true nor false` }
    return { ok: true, holds: ran.value }
  } catch (error) {
    if (!(error instanceof EvaluationError))
      return { ok: false, because: errorText(error).slice(0, 500) }
    const { summary, range } = error
    const place = range ? ` (${placeIn(text, range.start)})` : ''
    return { ok: false, because: `${summary.slice(0, 400)}${place}` }
  }
}

const refuseBy = (text: string, error: ReturnType<Environment['check']>['error']) =>
  refuse(text, error?.range?.start ?? 0, error?.summary ?? 'does not compile')

function refuse(
  text: string,
  offset: number,
  reason: string,
): { ok: false; fault: ConditionFault } {
  return { ok: false, fault: { ...positionOf(text, offset), reason } }
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

function placeIn(text: string, offset = 0): string {
  const { line, column } = positionOf(text, offset)
  return `line ${String(line)}, column ${String(column)}`
}

type Call = { name: string; start: number; receiverEnd: number; args: readonly ASTNode[] }

/** Every method call, the later ones in the text first. */
function callsIn(root: ASTNode): Call[] {
  const calls: Call[] = []
  const rest: unknown[] = [root]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (Array.isArray(next)) rest.push(...(next as unknown[]))
    else if (isNode(next)) {
      if (next.op === 'rcall') {
        const [name, receiver, args] = next.args
        calls.push({ name, start: next.range.start, receiverEnd: receiver.range.end, args })
      }
      rest.push(next.args)
    }
  }
  return calls.toSorted((a, b) => b.receiverEnd - a.receiverEnd)
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value

/**
 * CEL's regular expressions are those of RE2, which take linear time. The library takes JavaScript's, which an attacker's
 * text can make take for ever; so the calls go to RE2.
 */
function withSafeMatches(text: string, calls: readonly Call[]): string {
  let safe = text
  for (const { name, receiverEnd } of calls)
    if (name === 'matches')
      safe =
        safe.slice(0, receiverEnd) + safe.slice(receiverEnd).replace(/\bmatches\b/, SAFE_MATCHES)
  return safe
}

function isPattern(argument: ASTNode | undefined): boolean {
  if (argument?.op !== 'value' || typeof argument.args !== 'string') return false
  try {
    regex(argument.args)
    return true
  } catch {
    return false
  }
}

const patterns = new Map<string, RE2JS>()

/** Compiled once a pattern: they come from policies alone. @throws where it is none of RE2's */
function regex(pattern: string): RE2JS {
  const known = patterns.get(pattern)
  if (known) return known
  const compiled = RE2JS.compile(pattern)
  if (patterns.size >= 1_000) patterns.clear()
  patterns.set(pattern, compiled)
  return compiled
}
