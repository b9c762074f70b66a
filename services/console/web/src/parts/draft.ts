import { useCallback, useState } from 'react'

/**
 * What is typed into a form, kept in this tab until it is done: an error, a lost connection, a reload or the end of the
 * session loses nothing. For nothing secret.
 */
export function useDraft<Values extends object>(
  name: string,
  initial: Values,
): { values: Values; change: (changes: Partial<Values>) => void; done: () => void } {
  const kept = `ssf-hub.draft.${name}`
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...read(kept) }))
  const change = useCallback(
    (changes: Partial<Values>) =>
      setValues((before) => {
        const after = { ...before, ...changes }
        sessionStorage.setItem(kept, JSON.stringify(after))
        return after
      }),
    [kept],
  )
  const done = useCallback(() => {
    sessionStorage.removeItem(kept)
    setValues(initial)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what a form begins with does not change
  }, [kept])
  return { values, change, done }
}

function read(kept: string): object {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(kept) ?? '{}')
    return typeof found === 'object' && found !== null ? found : {}
  } catch {
    return {}
  }
}
