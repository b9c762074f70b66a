/** Which streams the engine asks the database about next. */
export type Look = {
  want(streamIds: Iterable<string> | 'all'): void
  /** Those wanted since; all of them where the last full look is `everyMs` ago. */
  take(now: Date, everyMs: number): readonly string[] | 'all'
}

export function createLook(): Look {
  const wanted = new Set<string>()
  let fullAt: number | undefined
  // Also where the clock jumped back.
  const isFullDue = (now: Date, everyMs: number): boolean =>
    fullAt === undefined || Math.abs(now.getTime() - fullAt) >= everyMs
  return {
    want(streamIds) {
      if (streamIds === 'all') fullAt = undefined
      else for (const id of streamIds) wanted.add(id)
    },
    take(now, everyMs) {
      const ids = [...wanted]
      wanted.clear()
      if (!isFullDue(now, everyMs)) return ids
      fullAt = now.getTime()
      return 'all'
    },
  }
}
