import type { ReactNode } from 'react'
import { Trouble } from './trouble.tsx'
import { Waiting } from './waiting.tsx'

type Props<Data> = {
  query: { data: Data | undefined; error: unknown; refetch: () => unknown }
  lines?: number
  children: (data: Data) => ReactNode
}

/** What was asked for; until it is here, its place; where it does not come, why. What was here stays when it cannot be asked again. */
export function Loaded<Data>({
  query: { data, error, refetch },
  lines = 5,
  children,
}: Props<Data>) {
  return (
    <>
      {Boolean(error) && <Trouble error={error} again={() => void refetch()} />}
      {data !== undefined ? children(data) : !error && <Waiting lines={lines} />}
    </>
  )
}
