import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useSession } from '../api/session.ts'
import { Trouble } from '../parts/trouble.tsx'
import { Frame } from './frame.tsx'

const SignInPage = lazy(async () => ({
  default: (await import('../pages/sign-in/page.tsx')).SignInPage,
}))

/** Who is signed in sees the pages; who is not, only how to sign in. The address stays, so that one comes back to it. */
export function Gate() {
  const { data: session, error, refetch } = useSession()
  const href = useRouterState({ select: ({ location }) => location.href })
  const [code] = useState(takeCode)
  if (!session) return error ? <Trouble error={error} again={() => void refetch()} /> : null
  if (session.operator) return <Frame />
  const [path = '', query = ''] = href.split('?')
  return (
    <Suspense>
      <SignInPage
        session={session}
        to={path.startsWith('/console/sign-in') ? '' : href}
        problem={new URLSearchParams(query).get('problem') ?? undefined}
        code={code}
      />
    </Suspense>
  )
}

/** The one-time code of the link that `npm start` prints, out of the address bar and the history at once. */
function takeCode(): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? undefined
  if (code !== undefined) history.replaceState(history.state, '', location.pathname)
  return code
}
