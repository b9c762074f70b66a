import { z } from 'zod'
import { pageOf, PageQuery } from './page.ts'
import { OperatorRole } from './roles.ts'

/** Who is signed in to the console. */
export const SignedIn = z
  .object({
    name: z.string(),
    email: z.string().optional(),
    role: OperatorRole,
    /** Tells people apart, by whatever credential they come. */
    person: z.string(),
    sessionId: z.uuid(),
    /** The absolute limit. */
    expiresAt: z.date(),
    /** Who does nothing for this long is signed out. */
    idleMinutes: z.number(),
  })
  .meta({ id: 'SignedIn' })

/** What the console's pages begin with. */
export const ConsoleSession = z
  .object({
    operator: SignedIn.optional(),
    /** Why who was signed in here is no more, where he did not sign out himself. */
    ended: z.enum(['revoked', 'idle', 'expired', 'ended', 'token']).optional(),
    /** Whether one can sign in at an identity provider: its host. */
    identityProvider: z.string().optional(),
    issuer: z.string(),
    /** True on embedded defaults: a sample app is subscribed, nothing leaves this machine. */
    isLocal: z.boolean(),
  })
  .meta({ id: 'ConsoleSession' })
export type ConsoleSession = z.infer<typeof ConsoleSession>

/** With an admin token, or the one-time code that `npm start` printed. */
export const SignInRequest = z
  .union([
    z.strictObject({ token: z.string().min(1).max(512) }),
    z.strictObject({ code: z.string().min(1).max(512) }),
  ])
  .meta({ id: 'SignInRequest' })
export type SignInRequest = z.infer<typeof SignInRequest>

/** `to`: the page to come back to. */
export const SignInQuery = z.object({ to: z.string().max(2_048).optional() })

export const OperatorSession = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().optional(),
    role: OperatorRole,
    person: z.string(),
    remote: z.string().optional(),
    userAgent: z.string().optional(),
    createdAt: z.date(),
    /** Within a minute. */
    seenAt: z.date(),
    expiresAt: z.date(),
  })
  .meta({ id: 'OperatorSession' })

export const SessionQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
})
export const OperatorSessionList = z
  .object({ items: z.array(OperatorSession) })
  .meta({ id: 'OperatorSessionList' })

const tokenName = z.string().trim().min(1).max(100)

export const AdminToken = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: OperatorRole,
    /** None for the first start's. */
    createdBy: z.string().optional(),
    createdAt: z.date(),
    expiresAt: z.date().optional(),
    /** Within a minute. */
    usedAt: z.date().optional(),
  })
  .meta({ id: 'AdminToken' })

/** Without `days` it ends when it is deleted. */
export const CreateAdminTokenRequest = z
  .strictObject({
    name: tokenName,
    role: OperatorRole,
    days: z.int().min(1).max(3_650).optional(),
  })
  .meta({ id: 'CreateAdminTokenRequest' })
export type CreateAdminTokenRequest = z.infer<typeof CreateAdminTokenRequest>

/** The only time that the token is shown. */
export const CreatedAdminToken = AdminToken.extend({ token: z.string() }).meta({
  id: 'CreatedAdminToken',
})

export const AdminTokenQuery = PageQuery
export const AdminTokenPage = pageOf(AdminToken).meta({ id: 'AdminTokenPage' })

export const OperatorPath = z.object({ id: z.uuid() })
