import type { components } from '../../../../../../schemas/generated/types.d.ts'
import type { Kind } from '../../parts/state.tsx'
import type { Key } from '../../words/words.ts'

export type Approval = components['schemas']['Approval']

/** Pure: how it stands, as a colour and a word. What was done at once waits for nothing but to be looked at. */
export function standingOf({ kind, state }: Approval): { kind: Kind; word: Key } {
  if (kind === 'break-glass')
    return {
      open: { kind: 'bad', word: 'approval.to-review' },
      approved: { kind: 'ok', word: 'approval.reviewed' },
      rejected: { kind: 'warn', word: 'approval.objected' },
      expired: { kind: 'idle', word: 'approval.expired' },
    }[state] as { kind: Kind; word: Key } // a closed table
  return {
    open: { kind: 'wait', word: 'approval.open' },
    approved: { kind: 'ok', word: 'approval.approved' },
    rejected: { kind: 'idle', word: 'approval.rejected' },
    expired: { kind: 'idle', word: 'approval.expired' },
  }[state] as { kind: Kind; word: Key } // a closed table
}
