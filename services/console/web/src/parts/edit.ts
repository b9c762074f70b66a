/** Pure: whether two values say the same. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** Pure: the members in which a draft differs from what it was begun with. */
export const changesIn = <Draft extends object>(draft: Draft, basis: Draft): Partial<Draft> =>
  Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => !isSame(value, basis[name as keyof Draft])),
  ) as Partial<Draft> // some of its members

/** Pure: what was typed over `basis`, typed over `current` instead: members that were left alone follow it. */
export const rebase = <Draft extends object>(
  draft: Draft,
  basis: Draft,
  current: Draft,
): Draft => ({
  ...current,
  ...changesIn(draft, basis),
})
