import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

/** What openapi-fetch answers, or throws: the body, or the problem that came in its place. */
export async function got<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await asked
  if (data !== undefined) return data
  if (response.ok) return undefined as T // nothing was to come
  throw error
}

type Part<Item> = { items: readonly Item[]; next?: string | undefined }

export type Paged<Item> = {
  items: readonly Item[] | undefined
  error: unknown
  again: () => void
  /** There is a part before or after this one. */
  back: (() => void) | undefined
  forth: (() => void) | undefined
  isTurning: boolean
}

/**
 * A long list, one part at a time: only what is shown is kept and asked for again. `filter` is part of what is asked; another
 * one begins at the first part.
 */
export function usePaged<Item>(
  path: string,
  filter: object,
  ask: (after: string | undefined) => Promise<Part<Item>>,
): Paged<Item> {
  const about = JSON.stringify(filter)
  const [place, setPlace] = useState<{ about: string; afters: readonly string[] }>({
    about,
    afters: [],
  })
  const afters = place.about === about ? place.afters : []
  const after = afters.at(-1)
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['get', path, about, after ?? ''],
    queryFn: () => ask(after),
    placeholderData: keepPreviousData,
  })
  const next = data?.next
  return {
    items: data?.items,
    error,
    again: () => void refetch(),
    isTurning: isPlaceholderData,
    back: afters.length > 0 ? () => setPlace({ about, afters: afters.slice(0, -1) }) : undefined,
    forth:
      next === undefined || isPlaceholderData
        ? undefined
        : () => setPlace({ about, afters: [...afters, next] }),
  }
}
