import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { leastRole } from '../../../schemas/paths/roles.ts'
import { isAtLeast } from '../../../schemas/roles.ts'
import type { Deps } from '../../kernel/deps.ts'
import { HubError } from '../../kernel/errors.ts'
import { callerOf, type Callers } from '../../kernel/http/bearer.ts'
import { readAuthorization } from '../../kernel/http/authorization-header.ts'
import { refuse, type Refusal } from '../../kernel/http/challenge.ts'
import { noRoute } from '../../kernel/http/methods.ts'
import { tokenHash } from '../../kernel/set/seal.ts'
import type { Cookie } from './cookies.ts'
import type { Operator } from './operator.ts'
import { CONSOLE_HEADER, isFromOwnPage } from './own-page.ts'

export type GuardDeps = Pick<Deps, 'store' | 'config'> & { cookie: Cookie }

/**
 * The admin API's guard: who asks, and may they? By token (RFC 6750) or by console session. What an operation needs at
 * least is in its documentation (schemas/paths); what is not documented is not found, whatever routes there are.
 */
export function requireOperator(deps: GuardDeps): Callers<Operator> {
  const callers = new WeakMap<Request, Operator>()
  const identify = createIdentify(deps)
  const required: RequestHandler = async (request, response, next) => {
    const who = await identify(request)
    if ('error' in who) {
      refuse(response, who, { realm: 'ssf-hub admin' })
      return
    }
    const least = leastRole(request.method, `${request.baseUrl}${request.path}`)
    if (least === undefined) {
      void noRoute(request, response, next)
      return
    }
    if (!isAtLeast(who.role, least))
      throw new HubError('forbidden', `This needs the role ${least}; yours is ${who.role}`)
    callers.set(request, who)
    next()
  }
  return { required, of: (request) => callerOf(callers, request) }
}

/** Where both are sent the token counts: a script that has one means it. */
function createIdentify(deps: GuardDeps) {
  const byToken = createTokenHolder(deps)
  return async (request: Request): Promise<Operator | Refusal> => {
    const given = readAuthorization(request.headers.authorization)
    if (given.kind === 'token' && given.scheme === 'Bearer')
      return (await byToken(given.token)) ?? UNKNOWN
    const secret = deps.cookie.read(request)
    if (secret === undefined) return { error: 'unauthenticated' }
    if (!isFromOwnPage(request))
      throw new HubError('forbidden', 'A console session is for the pages of the console alone')
    return (await bySession(secret, request, deps)) ?? { error: 'unauthenticated' }
  }
}

const UNKNOWN = {
  error: 'invalid_token',
  description: 'The access token is unknown or no longer valid',
} as const

async function bySession(
  secret: string,
  request: Request,
  { store, config }: GuardDeps,
): Promise<Operator | undefined> {
  const session = await store.operatorSessions.find(secret, config.console.idleMs)
  if (!session) return undefined
  // Pages also ask by themselves, to stay current: that keeps nobody signed in.
  if (request.headers[CONSOLE_HEADER] === 'active') await store.operatorSessions.touch(session)
  const { person, name, role, id } = session
  return { person, name, role, sessionId: id }
}

/** Whose a token is: of the database, or the one of the environment where there is one. */
export function createTokenHolder({
  store,
  config,
}: Pick<GuardDeps, 'store' | 'config'>): (token: string) => Promise<Operator | undefined> {
  const configured =
    config.adminToken === undefined ? undefined : Buffer.from(tokenHash(config.adminToken))
  return async (token) => {
    if (configured && timingSafeEqual(configured, Buffer.from(tokenHash(token))))
      return { person: 'environment', name: 'environment', role: 'admin' }
    const holder = await store.adminTokens.holder(token)
    return (
      holder && {
        person: holder.person,
        name: `${holder.name} (token)`,
        role: holder.role,
        tokenId: holder.id,
      }
    )
  }
}
