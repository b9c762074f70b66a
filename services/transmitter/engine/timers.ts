/** When things are due: each at one time, the soonest first. */
export type Timers<T> = {
  /** In place of an earlier time of its own. */
  set(item: T, atMs: number): void
  /** Those that are due, taken out. */
  takeDue(nowMs: number): T[]
  /** Infinity where nothing is set. */
  nextAtMs(): number
}

type Entry<T> = { item: T; atMs: number }

/** A binary heap; what was set anew stays in it until its old time comes, and is passed over then. */
export function createTimers<T>(): Timers<T> {
  const heap: Entry<T>[] = []
  const current = new Map<T, Entry<T>>()

  function dropOutdated(): void {
    for (let [top] = heap; top && current.get(top.item) !== top; [top] = heap) pop(heap)
  }

  return {
    set(item, atMs) {
      if (current.get(item)?.atMs === atMs) return
      const entry = { item, atMs }
      current.set(item, entry)
      push(heap, entry)
    },
    takeDue(nowMs) {
      const due: T[] = []
      dropOutdated()
      for (let [top] = heap; top && top.atMs <= nowMs; [top] = heap) {
        pop(heap)
        current.delete(top.item)
        due.push(top.item)
        dropOutdated()
      }
      return due
    },
    nextAtMs() {
      dropOutdated()
      return heap[0]?.atMs ?? Infinity
    },
  }
}

function push<T>(heap: Entry<T>[], entry: Entry<T>): void {
  let index = heap.push(entry) - 1
  for (let parent = (index - 1) >> 1; index > 0; index = parent, parent = (index - 1) >> 1)
    if (!swapIfSooner(heap, index, parent)) return
}

function pop<T>(heap: Entry<T>[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  heap[0] = last
  for (let index = 0; ;) {
    const [left, right] = [2 * index + 1, 2 * index + 2]
    const child = (heap[right]?.atMs ?? Infinity) < (heap[left]?.atMs ?? Infinity) ? right : left
    if (!swapIfSooner(heap, child, index)) return
    index = child
  }
}

function swapIfSooner<T>(heap: Entry<T>[], one: number, other: number): boolean {
  const [a, b] = [heap[one], heap[other]]
  if (!a || !b || a.atMs >= b.atMs) return false
  heap[one] = b
  heap[other] = a
  return true
}
