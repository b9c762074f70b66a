/** Rows found by the principal that they are about: a turn has hundreds of both. */
export type ByPrincipal<Row extends { principalId: string }> = {
  /** A copy: rows may be added and taken away while it is gone through. */
  of(principalId: string): Row[]
  has(row: Row): boolean
  add(row: Row): void
  remove(row: Row): void
  all(): Row[]
}

export function byPrincipal<Row extends { principalId: string }>(
  rows: readonly Row[],
): ByPrincipal<Row> {
  const sets = new Map<string, Set<Row>>()
  const add = (row: Row): void => {
    const own = sets.get(row.principalId)
    if (own) own.add(row)
    else sets.set(row.principalId, new Set([row]))
  }
  rows.forEach(add)
  return {
    of: (principalId) => [...(sets.get(principalId) ?? [])],
    has: (row) => sets.get(row.principalId)?.has(row) ?? false,
    add,
    remove: (row) => void sets.get(row.principalId)?.delete(row),
    all: () => [...sets.values()].flatMap((own) => [...own]),
  }
}
