import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  use,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { openLive, type Change, type Connection, type Live } from './live.ts'

const Current = createContext<Live | undefined>(undefined)

/** Which lists a change makes stale, by the beginning of their paths. */
const STALE = {
  signals: [
    '/admin/signals',
    '/admin/overview',
    '/admin/sources',
    '/admin/incidents',
    '/admin/principals',
    '/admin/link-disputes',
  ],
  decisions: [
    '/admin/events',
    '/admin/overview',
    '/admin/revocations',
    '/admin/incidents',
    '/admin/principals', // who somebody is, is found out with the decision
    '/admin/link-disputes',
  ],
  deliveries: [
    '/admin/events',
    '/admin/streams',
    '/admin/overview',
    '/admin/revocations',
    '/admin/incidents',
  ],
  streams: ['/admin/streams', '/admin/subscribers', '/admin/overview'],
  alerts: ['/admin/alerts', '/admin/overview'],
  audit: ['/admin/'], // whatever it was that another operator changed
} as const satisfies Record<string, readonly string[]>

/** However much happens, a list is asked for again once in this time. */
const GATHER_MS = 1_000

/** Holds the live stream while somebody is signed in, and asks again for what it says has changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [live] = useState(openLive)
  useEffect(() => {
    const stale = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      const paths = [...stale]
      stale.clear()
      void client.invalidateQueries({
        predicate: ({ queryKey: [, path] }) =>
          typeof path === 'string' && paths.some((one) => path.startsWith(one)),
      })
    }
    const stop = live.listen((what) => {
      const changed = what.kind === 'resync' ? ['/admin/'] : pathsOf(what.change)
      for (const path of changed) stale.add(path)
      timer ??= setTimeout(refresh, GATHER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
      live.close()
    }
  }, [client, live])
  return <Current value={live}>{children}</Current>
}

function pathsOf({ changed = [], ...topics }: Change): string[] {
  const names = [...(Object.keys(topics) as (keyof typeof topics)[]), ...changed] // the keys of a closed type
  return names.flatMap((name) => STALE[name])
}

const NEVER: Connection = { state: 'connecting', heardAt: new Date(0), build: undefined }

export function useConnection(): Connection {
  const live = use(Current)
  return useSyncExternalStore(
    live?.watch ?? (() => () => undefined),
    () => live?.connection() ?? NEVER,
  )
}

/** Hears each change as it comes. */
export function useChanges(told: (change: Change) => void): void {
  const live = use(Current)
  useEffect(
    () => live?.listen((what) => (what.kind === 'change' ? told(what.change) : undefined)),
    [live, told],
  )
}
