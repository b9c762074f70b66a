import type { Member } from '../../kernel/store/leases.ts'

/** Which of the other processes have not been heard of, by time that passes and no clock that is set. */
export type Silence = {
  /** What the database says now. */
  observe(members: readonly Member[], steadyMs: number): void
  /** Those whose mark has been the same for so long. */
  silentFor(ms: number, steadyMs: number): Member[]
  /** When the next one will have been silent for so long; Infinity where there is none. */
  nextAtMs(ms: number): number
}

export function createSilence(): Silence {
  let seen = new Map<string, { mark: string; sinceMs: number }>()
  return {
    observe(members, steadyMs) {
      seen = new Map(
        members.map(({ id, mark }) => {
          const before = seen.get(id)
          return [id, before?.mark === mark ? before : { mark, sinceMs: steadyMs }]
        }),
      )
    },
    silentFor: (ms, steadyMs) =>
      [...seen].flatMap(([id, { mark, sinceMs }]) =>
        steadyMs - sinceMs >= ms ? [{ id, mark }] : [],
      ),
    nextAtMs: (ms) => Math.min(Infinity, ...[...seen.values()].map(({ sinceMs }) => sinceMs + ms)),
  }
}
