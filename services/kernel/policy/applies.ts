import { eventName } from '../../../schemas/events/index.ts'
import type { Certainty, Signal } from '../../../schemas/signal.ts'
import type { CompiledPolicy, CompiledStep } from './compile.ts'
import type { Facts } from './facts.ts'
import { variablesOf } from './view.ts'

/** Pure: whether a policy has anything to say about a signal of this type. */
export const isAbout = (
  { when: { types, vendorTypes } }: CompiledPolicy,
  { type, vendorType = '' }: Pick<Signal, 'type' | 'vendorType'>,
): boolean => (types?.has(type) ?? true) && (vendorTypes?.has(vendorType) ?? true)

/** Whether a policy is about a signal; if not, why not; `isError` where it could not be found out. */
export type Applies = { applies: true } | { applies: false; because: string; isError?: true }

/** By default a hint ends nobody's access: a policy that acts on one says so. */
const SURE: readonly Certainty[] = ['proven', 'trusted']

/** Pure, of a policy that is about the signal: the cheap questions first, the condition last. */
export function applies({ policy, when }: CompiledPolicy, facts: Facts): Applies {
  const because = mismatch(policy.when, when, facts)
  if (because !== undefined) return { applies: false, because }
  return conditionHolds(when, facts.signal, facts)
}

/** Whether this signal of a history is one of the step's kind. */
export function fits(step: CompiledStep, signal: Signal, facts: Facts): Applies {
  if (step.types && !step.types.has(signal.type)) return NOT
  if (step.sources && !step.sources.has(signal.sourceId)) return NOT
  if (step.vendorTypes && !step.vendorTypes.has(signal.vendorType ?? '')) return NOT
  return conditionHolds(step, signal, facts)
}

const NOT = { applies: false, because: 'it is of another kind' } as const

type When = CompiledPolicy['policy']['when']

function mismatch(when: When, { sources }: CompiledStep, facts: Facts): string | undefined {
  const { sourceId, vendorType = '' } = facts.signal
  if (sources && !sources.has(sourceId)) return `it does not listen to source ${sourceId}`
  if (when.notSources?.includes(sourceId)) return `it leaves out source ${sourceId}`
  if (when.notVendorTypes?.includes(vendorType)) return `it leaves out ${vendorType}`
  return misfit(when, facts)
}

function misfit({ tenants, certainty, principals }: When, { signal, principals: who }: Facts) {
  if (tenants && !tenants.includes(signal.tenantId))
    return `it is not for tenant ${signal.tenantId}`
  if (!(certainty ?? SURE).includes(signal.certainty))
    return signal.certainty === 'hint'
      ? `${signal.sourceId} gives a hint only: nobody but its shared secret stands for it`
      : `it does not act on what is ${signal.certainty}`
  if (!principals) return undefined
  const kinds = [who.primary, ...Object.values(who.members)].flatMap((one) => one?.kind ?? [])
  return kinds.some((kind) => principals.includes(kind))
    ? undefined
    : `it is about ${principals.join(', ')}, and this is ${kinds.join(', ') || 'nobody known'}`
}

function conditionHolds({ condition }: CompiledStep, signal: Signal, facts: Facts): Applies {
  if (!condition) return { applies: true }
  const verdict = condition(variablesOf(signal, facts))
  if (!verdict.ok)
    return { applies: false, because: `its condition failed: ${verdict.because}`, isError: true }
  return verdict.holds
    ? { applies: true }
    : { applies: false, because: `its condition does not hold for ${eventName(signal.type)}` }
}
