/** Tells what is new among rows that are read with an overlap: ids are made before their rows are committed. */
export type Newcomers<Id, Row> = (rows: readonly Row[], keepFrom: Id) => Row[]

/** Pure but for what it has seen. `keepFrom`: ids below it are not read again, so they need not be remembered. */
export function createNewcomers<Id extends string | number, Row extends { id: Id }>(): Newcomers<
  Id,
  Row
> {
  const seen = new Set<Id>()
  return (rows, keepFrom) => {
    const fresh = rows.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    for (const id of seen) if (id < keepFrom) seen.delete(id)
    return fresh
  }
}
