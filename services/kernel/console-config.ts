import type { OperatorRole } from '../../schemas/roles.ts'
import type { ConsoleEnv } from './console-env.ts'

export type OidcConfig = {
  issuer: string
  clientId: string
  clientSecret: string | undefined
  scopes: string
  groupsClaim: string
  roles: Readonly<Record<string, OperatorRole>>
}

export type ConsoleConfig = {
  /** Where browsers reach it, where that is not /console at the issuer's host. */
  url: string | undefined
  idleMs: number
  sessionMs: number
  /** From how many people on a revocation needs a second person; undefined = never. */
  secondPersonFrom: number | undefined
  /** Who may do without for one person; undefined = nobody. */
  breakGlassRole: OperatorRole | undefined
  /** Undefined = operators sign in with admin tokens alone. */
  oidc: OidcConfig | undefined
}

/** What does not fit together, of the values as they were given. */
export function consoleConflicts({
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_ROLES,
}: Record<string, string | undefined>): string[] {
  const given = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_ROLES].filter((value) => value !== undefined)
  return given.length === 0 || given.length === 3
    ? []
    : ['OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_ROLES: go together']
}

export function toConsole(env: ConsoleEnv): ConsoleConfig {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_ROLES: roles } = env
  return {
    url: env.CONSOLE_URL?.replace(/\/$/, ''),
    idleMs: env.CONSOLE_IDLE_MINUTES * 60_000,
    sessionMs: env.CONSOLE_SESSION_HOURS * 3_600_000,
    secondPersonFrom:
      env.SECOND_PERSON_FROM_PEOPLE === 0 ? undefined : env.SECOND_PERSON_FROM_PEOPLE,
    breakGlassRole: env.BREAK_GLASS_ROLE === 'nobody' ? undefined : env.BREAK_GLASS_ROLE,
    oidc:
      issuer === undefined || clientId === undefined || roles === undefined
        ? undefined
        : {
            issuer,
            clientId,
            clientSecret: env.OIDC_CLIENT_SECRET,
            scopes: env.OIDC_SCOPES,
            groupsClaim: env.OIDC_GROUPS_CLAIM,
            roles,
          },
  }
}

/** Where browsers reach the console. */
export const consoleUrl = ({ url }: Pick<ConsoleConfig, 'url'>, issuer: string): string =>
  url ?? `${new URL(issuer).origin}/console`
