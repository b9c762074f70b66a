import { useStale } from '../../api/use-stale.ts'
import { useSay } from '../../parts/toasts.tsx'

/** After somebody's names changed: says so, and asks again for whatever shows them. */
export function useChanged(): (said: string) => Promise<void> {
  const stale = useStale()
  const say = useSay()
  return async (said) => {
    say(said)
    await stale('/admin/principals', '/admin/incidents', '/admin/link-disputes')
  }
}
