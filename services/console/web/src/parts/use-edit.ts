import { useState } from 'react'
import { changesIn, isSame, rebase } from './edit.ts'
import type { MeanwhileProps } from './meanwhile.tsx'

export type Edit<Draft> = {
  draft: Draft
  change: (changes: Partial<Draft>) => void
  /** What was typed that is not as it was: only that is sent, so that it overwrites nothing else. */
  changes: Partial<Draft>
  meanwhile: MeanwhileProps
  /** Asks the hub whether it still is what was begun with. Before it is saved: where it is not, `meanwhile` says so. */
  isCurrent: () => Promise<boolean>
}

/**
 * A form over something that another operator may change at the same time. `current` is how it is by now, as the hub tells
 * of changes; `ask` asks for it anew, and its answer becomes `current`.
 */
export function useEdit<Draft extends object>(
  current: Draft,
  ask: () => Promise<Draft | undefined>,
): Edit<Draft> {
  const [basis, setBasis] = useState(current)
  const [draft, setDraft] = useState(current)
  const goOnFrom = (next: Draft) => {
    setBasis(current)
    setDraft(next)
  }
  return {
    draft,
    change: (changes) => setDraft((before) => ({ ...before, ...changes })),
    changes: changesIn(draft, basis),
    meanwhile: {
      isChanged: !isSame(basis, current),
      keepMine: () => goOnFrom(rebase(draft, basis, current)),
      takeTheirs: () => goOnFrom(current),
    },
    isCurrent: async () => {
      const found = await ask()
      return found === undefined || isSame(basis, found)
    },
  }
}
