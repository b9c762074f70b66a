import { eventUriOf, parseEvent } from '../../../schemas/events/index.ts'
import type {
  HistoryStep,
  Policy,
  PolicyAction,
  PolicyDocument,
  PolicyEmission,
  PolicyHistory,
  PolicyWhen,
} from '../../../schemas/policy.ts'
import { secondsOf } from '../../../schemas/duration.ts'
import {
  compileCondition,
  type CompiledCondition,
  type ConditionFault,
  type ConditionScope,
} from './cel.ts'

/** What is wrong with a policy, and where: the member, and of a condition the line and column in it. */
export type PolicyFault = { path: string; reason: string } & Partial<Omit<ConditionFault, 'reason'>>

/** One kind of signal, its event types as URIs. */
export type CompiledStep = {
  types: ReadonlySet<string> | undefined
  sources: ReadonlySet<string> | undefined
  vendorTypes: ReadonlySet<string> | undefined
  condition: CompiledCondition | undefined
}

export type CompiledHistory = {
  withinMs: number
  mode: 'count' | 'all' | 'sequence'
  steps: readonly CompiledStep[]
  atLeast: number
  distinct: 'signal' | 'source'
  condition: CompiledCondition | undefined
  /** The event types that must be loaded, as URIs. */
  types: readonly string[]
}

export type CompiledPolicy = {
  policy: Policy
  when: CompiledStep
  history: CompiledHistory | undefined
  emissions: readonly PolicyEmission[]
}

export type Compiled =
  { ok: true; compiled: CompiledPolicy } | { ok: false; faults: readonly PolicyFault[] }

/** Checks all that can be checked before a policy sees its first signal. */
export function compile(policy: Policy): Compiled {
  const faults: PolicyFault[] = []
  const when = stepOf(policy.when, 'when', faults)
  const history = policy.history && historyOf(policy.history, policy.when, faults)
  const emissions = policy.then.filter(isEmission)
  checkActions(policy, emissions, faults)
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, compiled: { policy, when, history, emissions } }
}

/** What is wrong with a policy that nobody has saved yet. */
export const faultsOf = (document: PolicyDocument): readonly PolicyFault[] => {
  const result = compile({ id: 'draft', version: 1, mode: 'on', ...document })
  return result.ok ? [] : result.faults
}

/** One line for a person. */
export const tellFault = ({ path, line, column, reason }: PolicyFault): string =>
  line === undefined
    ? `${path}: ${reason}`
    : `${path}, line ${String(line)}, column ${String(column)}: ${reason}`

export const isEmission = (action: PolicyAction): action is PolicyEmission => 'emit' in action

function stepOf(
  given: PolicyWhen | HistoryStep,
  path: string,
  faults: PolicyFault[],
): CompiledStep {
  return {
    types: given.types && new Set(given.types.map(eventUriOf)),
    sources: given.sources && new Set(given.sources),
    vendorTypes: given.vendorTypes && new Set(given.vendorTypes),
    condition: conditionOf(given.condition, { path, scope: 'signal' }, faults),
  }
}

function conditionOf(
  text: string | undefined,
  { path, scope }: { path: string; scope: ConditionScope },
  faults: PolicyFault[],
): CompiledCondition | undefined {
  if (text === undefined) return undefined
  const result = compileCondition(text, scope)
  if (result.ok) return result.condition
  faults.push({ path: `${path}.condition`, ...result.fault })
  return undefined
}

function historyOf(
  given: PolicyHistory,
  when: PolicyWhen,
  faults: PolicyFault[],
): CompiledHistory | undefined {
  const { mode, steps, at } = modeOf(given)
  const filled = steps.map((step) => ({ ...step, types: step.types ?? when.types }))
  const pathOf = (index: number) => (mode === 'count' ? at : `${at}.${String(index)}`)
  for (const [index, { types }] of filled.entries())
    if (!types)
      faults.push({
        path: pathOf(index),
        reason: 'a history needs event types: name them here or in when.types',
      })
  return {
    withinMs: secondsOf(given.within) * 1000,
    mode,
    steps: filled.map((step, index) => stepOf(step, pathOf(index), faults)),
    atLeast: given.count?.atLeast ?? steps.length,
    distinct: given.count?.distinct ?? 'signal',
    condition: conditionOf(given.condition, { path: 'history', scope: 'history' }, faults),
    types: [...new Set(filled.flatMap(({ types = [] }) => types.map(eventUriOf)))],
  }
}

function modeOf({ count, all, sequence }: PolicyHistory): {
  mode: CompiledHistory['mode']
  steps: readonly HistoryStep[]
  at: string
} {
  if (sequence) return { mode: 'sequence', steps: sequence, at: 'history.sequence' }
  if (all) return { mode: 'all', steps: all, at: 'history.all' }
  return { mode: 'count', steps: [count?.of ?? {}], at: 'history.count.of' }
}

function checkActions(
  { then, to }: Policy,
  emissions: readonly PolicyEmission[],
  faults: PolicyFault[],
): void {
  if (emissions.length === 0 && then.some((action) => 'approval' in action))
    faults.push({ path: 'then', reason: 'an approval needs something to emit' })
  if (emissions.length === 0 && to)
    faults.push({ path: 'to', reason: 'only what is emitted goes to streams' })
  for (const [index, action] of then.entries()) {
    if (!isEmission(action) || action.emit === 'same') continue
    const fault = faultOfPayload(action)
    if (fault !== undefined) faults.push({ path: `then.${String(index)}`, reason: fault })
  }
}

/** What a receiver's schema would refuse must not leave: the hub's own members are there when it does. */
function faultOfPayload(emission: PolicyEmission): string | undefined {
  const own = 'payload' in emission ? (emission.payload ?? {}) : {}
  const payload = {
    event_timestamp: 0,
    initiating_entity: 'policy',
    reason_admin: { en: '-' },
    ...own,
  }
  const parsed = parseEvent(eventUriOf(emission.emit), payload)
  return parsed.ok ? undefined : parsed.reason
}
