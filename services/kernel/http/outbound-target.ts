import { LRUCache } from 'lru-cache'
import { checkUrl } from './addresses.ts'

/** A URL that was checked, in the parts that a connection needs. */
export type Target = { ok: true; origin: string; path: string } | { ok: false; detail: string }

const MAX_KEPT = 10_000

/** Reads URLs, each once: pushes go to the same ones again and again. */
export function createTargets(): (url: string) => Target {
  const kept = new LRUCache<string, Target>({ max: MAX_KEPT })
  return (url) => {
    const known = kept.get(url)
    if (known) return known
    const target = read(url)
    kept.set(url, target)
    return target
  }
}

function read(text: string): Target {
  const checked = checkUrl(text)
  if (!checked.ok) return checked
  const { origin, pathname, search } = checked.url
  return { ok: true, origin, path: pathname + search }
}
