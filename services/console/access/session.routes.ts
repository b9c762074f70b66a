import type { Request, Response, Router } from 'express'
import { SignInRequest } from '../../../schemas/operator.ts'
import { endpoint } from '../../../schemas/paths/index.ts'
import { consoleUrl } from '../../kernel/console-config.ts'
import type { Deps } from '../../kernel/deps.ts'
import { HubError } from '../../kernel/errors.ts'
import { jsonBody, readBody } from '../../kernel/http/read.ts'
import {
  SIGNED_OUT,
  type NewSession,
  type OperatorSession,
} from '../../kernel/store/operator-sessions.ts'
import type { Attempts } from './attempts.ts'
import type { Cookies } from './cookies.ts'
import { createTokenHolder } from './guard.ts'
import { CODE_CONTENT } from './one-time-link.ts'
import { isFromOwnPage } from './own-page.ts'

export type AccessDeps = Pick<Deps, 'store' | 'config' | 'clock' | 'log' | 'outbound'> & {
  cookies: Cookies
  attempts: Attempts
}

type Who = Pick<NewSession, 'person' | 'name' | 'role' | 'terms'> & {
  email?: string
  tokenId?: string
}

/** The console's session: read, begun with a token or a one-time code, ended. */
export function addSessionRoutes(router: Router, deps: AccessDeps): void {
  const { store, config, cookies, attempts, log } = deps
  const { route } = endpoint('readConsoleSession')
  const body = jsonBody(config.bodyLimitBytes)
  const holder = createTokenHolder(deps)
  const open = async (request: Request) => {
    const secret = cookies.session.read(request)
    return secret === undefined
      ? undefined
      : store.operatorSessions.find(secret, config.console.idleMs)
  }
  router.get(route, async (request, response) => {
    requireOwnPage(request)
    const session = await open(request)
    const secret = cookies.session.read(request)
    const isOver = session === undefined && secret !== undefined
    const ended = isOver ? await store.operatorSessions.whyOver(secret) : undefined
    response.json({ ...toView(session, deps), ...(ended === undefined ? {} : { ended }) })
  })
  router.post(route, body, async (request, response) => {
    requireOwnPage(request)
    attempts(request.ip ?? '')
    const given = readBody(request, SignInRequest)
    const who = 'token' in given ? await holder(given.token) : await byCode(given.code, deps)
    if (!who) {
      log.warn({ remote: request.ip, by: Object.keys(given) }, 'console sign-in refused')
      throw new HubError('unauthenticated', REFUSED['token' in given ? 'token' : 'code'])
    }
    const session = await begin({ terms: [], ...who }, { request, response }, deps)
    response.status(201).json(toView(session, deps))
  })
  addSignOut(router, deps, open)
}

function addSignOut(
  router: Router,
  { store, cookies }: AccessDeps,
  open: (request: Request) => Promise<OperatorSession | undefined>,
): void {
  router.delete(endpoint('signOut').route, async (request, response) => {
    requireOwnPage(request)
    const session = await open(request)
    if (session) {
      await store.operatorSessions.end(session.id, SIGNED_OUT)
      await store.audit.record(entryOf('operator.sign-out', session))
    }
    cookies.session.clear(response)
    response.status(204).end()
  })
}

const REFUSED = {
  token: 'This token is unknown or no longer valid',
  code: 'This link was used already or is too old: sign in with a token, or start the hub again for a new one',
} as const

function requireOwnPage(request: Request): void {
  if (!isFromOwnPage(request))
    throw new HubError('forbidden', 'A console session is for the pages of the console alone')
}

async function byCode(code: string, { store }: AccessDeps): Promise<Who | undefined> {
  const content = await store.operatorSignIns.finish('code', code)
  return content === undefined
    ? undefined
    : { ...CODE_CONTENT.parse(JSON.parse(content)), terms: [] }
}

/** Begins a session: its secret goes into the cookie, and into the audit log who came from where. */
export async function begin(
  who: Who,
  { request, response }: { request: Request; response: Response },
  { store, config, clock, cookies, log }: AccessDeps,
): Promise<OperatorSession> {
  const { sessionMs } = config.console
  const userAgent = request.get('user-agent')?.slice(0, 256)
  const { secret, session } = await store.operatorSessions.create({
    ...who,
    expiresAt: new Date(clock.now().getTime() + sessionMs),
    ...(request.ip === undefined ? {} : { remote: request.ip }),
    ...(userAgent === undefined ? {} : { userAgent }),
  })
  await store.audit.record(entryOf('operator.sign-in', session))
  log.info({ sessionId: session.id, role: session.role }, 'operator signed in')
  cookies.session.set(response, secret, sessionMs)
  return session
}

const entryOf = (action: string, { id, name, role, remote }: OperatorSession) => ({
  actor: name.slice(0, 256),
  action,
  target: `session:${id}`,
  detail: { role, ...(remote === undefined ? {} : { remote }) },
})

function toView(session: OperatorSession | undefined, { config }: AccessDeps) {
  const { oidc, idleMs } = config.console
  return {
    ...(session && {
      operator: {
        name: session.name,
        ...(session.email === undefined ? {} : { email: session.email }),
        role: session.role,
        person: session.person,
        sessionId: session.id,
        expiresAt: session.expiresAt,
        idleMinutes: idleMs / 60_000,
      },
    }),
    ...(oidc && { identityProvider: new URL(oidc.issuer).host }),
    issuer: config.issuer,
    isLocal: config.isLocal,
  }
}

export const homeOf = ({ config }: Pick<AccessDeps, 'config'>): string =>
  consoleUrl(config.console, config.issuer)
