import { z } from 'zod'

/** What an operator may do: each may do what those before it may. */
export const OPERATOR_ROLES = ['viewer', 'responder', 'approver', 'admin'] as const

/** `viewer` reads; `responder` revokes and repairs; `approver` is the second person; `admin` configures. */
export const OperatorRole = z.enum(OPERATOR_ROLES).meta({ id: 'OperatorRole' })
export type OperatorRole = z.infer<typeof OperatorRole>

/** Pure: may who has one role do what needs the other? */
export const isAtLeast = (role: OperatorRole, least: OperatorRole): boolean =>
  OPERATOR_ROLES.indexOf(role) >= OPERATOR_ROLES.indexOf(least)
