import type { components } from '../../../../../../schemas/generated/types.d.ts'
import type { Kind } from '../../parts/state.tsx'

export type PolicyRecord = components['schemas']['PolicyRecord']
export type PolicyDocument = components['schemas']['PolicyDocument']
export type Mode = PolicyRecord['mode']

export const MODES = ['on', 'shadow', 'off'] as const satisfies readonly Mode[]
export const MODE_KIND = { on: 'ok', shadow: 'info', off: 'idle' } as const satisfies Record<
  Mode,
  Kind
>

/** What an operator writes of a policy, in the order in which one reads it. */
const MEMBERS = [
  'name',
  'description',
  'when',
  'history',
  'then',
  'to',
  'suppress',
  'rateLimit',
  'reason',
] as const satisfies readonly (keyof PolicyDocument)[]

/** Pure: a policy without what the hub adds. */
export const documentOf = (policy: PolicyRecord): PolicyDocument =>
  Object.fromEntries(
    MEMBERS.filter((member) => policy[member] !== undefined).map((member) => [
      member,
      policy[member],
    ]),
  ) as PolicyDocument // those of its members that there are
