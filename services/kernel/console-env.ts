import { z } from 'zod'
import { Issuer } from '../../schemas/metadata.ts'
import { OPERATOR_ROLES, OperatorRole } from '../../schemas/roles.ts'

const Roles = z.record(z.string().min(1), OperatorRole)

/** `soc=responder,leads=approver`, or the same as a JSON object where a group's name has a comma or an equals sign. */
const groupRoles = z.string().transform((text, context) => {
  const parsed = Roles.safeParse(text.trimStart().startsWith('{') ? jsonOf(text) : pairsOf(text))
  if (parsed.success) return parsed.data
  context.addIssue('must be group=role,… with the roles viewer, responder, approver and admin')
  return z.NEVER
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const at = pair.lastIndexOf('=')
      return pair.trim() === '' ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]]
    }),
  )

/** The part of the environment that is the console's: where it is, how long one stays signed in, who may. */
export const CONSOLE_ENV = {
  CONSOLE_URL: z
    .string()
    .regex(
      /^https?:\/\/[^/?#@\s]+\/console\/?$/,
      'must be an http or https URL with the path /console',
    )
    .optional()
    .describe('Where browsers reach the console: …/console; without it, at the host of ISSUER'),
  CONSOLE_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_440)
    .default(60)
    .describe('Who does nothing in the console for this long is signed out'),
  CONSOLE_SESSION_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(12)
    .describe('How long one stays signed in to the console at most'),
  SECOND_PERSON_FROM_PEOPLE: z.coerce
    .number()
    .int()
    .min(0)
    .default(100)
    .describe(
      'A revocation that reaches so many people, or a tenant, group or unit, waits for a second person; 1 = every one; 0 = none',
    ),
  BREAK_GLASS_ROLE: z
    .enum([...OPERATOR_ROLES, 'nobody'])
    .default('approver')
    .describe(
      'The least role that may revoke of one person at once where a second would be needed; nobody = none',
    ),
  OIDC_ISSUER: Issuer.optional().describe(
    'OpenID provider that operators sign in at; its redirect URI for us is CONSOLE_URL/callback',
  ),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('Our client_id there'),
  OIDC_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Our client_secret there; without it we are a public client'),
  OIDC_SCOPES: z
    .string()
    .regex(/^openid( |$)/, 'must begin with openid')
    .default('openid profile email')
    .describe('Scopes to ask for; some providers need one for groups'),
  OIDC_GROUPS_CLAIM: z
    .string()
    .min(1)
    .default('groups')
    .describe('Claim with the groups of a person; a.b is the member b of the claim a'),
  OIDC_ROLES: groupRoles
    .optional()
    .describe(
      'What a group may do: group=role, comma separated; roles viewer, responder, approver, admin; or a JSON object',
    ),
}
export type ConsoleEnv = z.infer<z.ZodObject<typeof CONSOLE_ENV>>
