import { useQueryClient } from '@tanstack/react-query'
import { useSay } from '../../parts/toasts.tsx'

/** After somebody's names changed: says so, and asks again for whatever shows them. */
export function useChanged(): (said: string) => Promise<void> {
  const client = useQueryClient()
  const say = useSay()
  return async (said) => {
    say(said)
    await client.invalidateQueries({
      predicate: ({ queryKey: [, path] }) =>
        typeof path === 'string' && /^\/admin\/(principals|incidents|link-disputes)/.test(path),
    })
  }
}
