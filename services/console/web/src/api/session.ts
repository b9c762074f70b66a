import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { components } from '../../../../../schemas/generated/types.d.ts'
import { hub } from './client.ts'
import { onSignedOut } from './signed-out.ts'

export type Session = components['schemas']['ConsoleSession']
export type SignedIn = components['schemas']['SignedIn']
export type Role = components['schemas']['OperatorRole']

const LADDER = ['viewer', 'responder', 'approver', 'admin'] as const satisfies readonly Role[]

/** Pure: may who has one role do what needs the other? The hub decides; the pages only do not offer what it would refuse. */
export const isAtLeast = (role: Role, least: Role): boolean =>
  LADDER.indexOf(role) >= LADDER.indexOf(least)

const ASKED = ['get', '/console/session'] as const

/** Who is signed in; asked again whenever something says that nobody is. */
export function useSession() {
  const client = useQueryClient()
  const session = hub.useQuery(...ASKED, {}, { staleTime: Infinity })
  useEffect(
    () =>
      onSignedOut(() => {
        void client.invalidateQueries({ queryKey: ASKED })
      }),
    [client],
  )
  return session
}

/** The role of whoever is signed in; pages are shown to nobody else. */
export function useMay(): (least: Role) => boolean {
  const role = hub.useQuery(...ASKED, {}, { staleTime: Infinity }).data?.operator?.role
  return (least) => role !== undefined && isAtLeast(role, least)
}
