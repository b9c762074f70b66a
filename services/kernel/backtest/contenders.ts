import { eventUriOf } from '../../../schemas/events/index.ts'
import type { BacktestJob } from '../../../schemas/backtest.ts'
import type { Policy } from '../../../schemas/policy.ts'
import { compile, type CompiledPolicy } from '../policy/compile.ts'

/** The policy that is tried, as if it were on, and those in force that may make the same events. */
export type Contenders = { own: CompiledPolicy; others: readonly CompiledPolicy[] }

/**
 * Pure. Of the others only those matter that emit an event type of its own: they make the same event anyway, or keep a
 * stream from being told it once more.
 * @throws where the policy does not compile, which was checked when it was asked for
 */
export function contendersOf(
  { policyId, version, policy }: BacktestJob,
  against: readonly Policy[],
): Contenders {
  const result = compile({ ...policy, id: policyId, version: Math.max(1, version), mode: 'on' })
  if (!result.ok) throw new TypeError(`policy ${policyId} does not compile`)
  const own = result.compiled
  const others = against
    .filter(({ id, mode }) => id !== policyId && mode === 'on')
    .flatMap((other) => {
      const compiled = compile(other)
      return compiled.ok && mayMakeTheSame(own, compiled.compiled) ? [compiled.compiled] : []
    })
  return { own, others }
}

function mayMakeTheSame(one: CompiledPolicy, other: CompiledPolicy): boolean {
  const [a, b] = [one, other].map(typesOf)
  if (a === undefined || b === undefined) return true
  return a.some((type) => b.includes(type))
}

/** As URIs; undefined where it may be any. */
function typesOf({ emissions, when: { types } }: CompiledPolicy): string[] | undefined {
  const isAny = types === undefined && emissions.some(({ emit }) => emit === 'same')
  return isAny
    ? undefined
    : emissions.flatMap(({ emit }) => (emit === 'same' ? [...(types ?? [])] : [eventUriOf(emit)]))
}
