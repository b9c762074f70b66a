import { useRef, useState, type SyntheticEvent } from 'react'
import { useWords } from '../words/index.tsx'
import { problemText } from './problem-text.ts'
import { useSay } from './toasts.tsx'

export type Act<Args extends readonly unknown[]> = {
  act: (...args: Args) => void
  /** What is under way; undefined while nothing is. */
  doing: Args | undefined
  isBusy: boolean
  /** Why the last one did not work. */
  error: unknown
  /** It is not to be told any more. */
  forget: () => void
}

/**
 * What a form or a button does. A second click while it is under way does nothing; `deed` throws where it did not work, and
 * that is kept until it is tried again, or told to `failed`.
 */
export function useAct<Args extends readonly unknown[]>(
  deed: (...args: Args) => Promise<unknown>,
  failed?: (error: unknown) => void,
): Act<Args> {
  const isUnderWay = useRef(false) // a second click of the same moment sees no state yet
  const [doing, setDoing] = useState<Args>()
  const [error, setError] = useState<unknown>()
  const act = (...args: Args) => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    setDoing(args)
    setError(undefined)
    deed(...args)
      .catch(failed ?? setError)
      .finally(() => {
        isUnderWay.current = false
        setDoing(undefined)
      })
  }
  return { act, doing, isBusy: doing !== undefined, error, forget: () => setError(undefined) }
}

/** The same for a button that has no place to say what went wrong: a note in the corner does. */
export function useSaidAct<Args extends readonly unknown[]>(
  deed: (...args: Args) => Promise<unknown>,
): Act<Args> {
  const { t } = useWords()
  const say = useSay()
  return useAct(deed, (error) => say(problemText(error, t), 'bad'))
}

/** For a form: does it instead of what browsers do with forms. */
export const submitting = (act: () => void) => (event: SyntheticEvent) => {
  event.preventDefault()
  act()
}
