/** A page names the next one while it is full. */
export function page<T extends { id: string }>(
  items: T[],
  limit: number,
): { items: T[]; next?: string } {
  const last = items.length === limit ? items.at(-1) : undefined
  return last ? { items, next: last.id } : { items }
}
