import type { Request, Response, Router } from 'express'
import { SignInQuery } from '../../../schemas/operator.ts'
import { endpoint } from '../../../schemas/paths/index.ts'
import { termsOf } from '../../../schemas/subject-terms.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import type { OidcConfig } from '../../kernel/console-config.ts'
import { errorText } from '../../kernel/errors.ts'
import { notFound } from '../../kernel/http/problem.ts'
import { readQuery } from '../../kernel/http/read.ts'
import { createAttempts } from './attempts.ts'
import { roleOf } from './groups.ts'
import {
  createIdentityProvider,
  readExpected,
  type Identity,
  type IdentityProvider,
} from './identity-provider.ts'
import { begin, homeOf, type AccessDeps } from './session.routes.ts'

/** One has this long at the identity provider. */
const BEGUN_MS = 600_000

/** Why a sign-in came to nothing, as the sign-in page names it. */
type Problem = 'expired' | 'refused' | 'no-role' | 'unavailable'

/** Signing in at the identity provider: there and back. */
export function addSignInRoutes(router: Router, deps: AccessDeps): void {
  const { oidc } = deps.config.console
  const [start, finish] = [endpoint('startSignIn').route, endpoint('finishSignIn').route]
  if (!oidc) {
    router.get([start, finish], notFound)
    return
  }
  const provider = createIdentityProvider(oidc, deps)
  // A whole office may come by one address, at the hour when shifts change.
  const starts = createAttempts(deps.clock, 120)
  router.get(start, async (request, response) => {
    starts(request.ip ?? '')
    const { to = '' } = readQuery(request, SignInQuery)
    await goThere({ to, response }, provider, deps)
  })
  router.get(finish, async (request, response) => {
    await comeBack({ request, response }, { provider, oidc }, deps)
  })
}

async function goThere(
  { to, response }: { to: string; response: Response },
  provider: IdentityProvider,
  deps: AccessDeps,
): Promise<void> {
  const { store, cookies, log } = deps
  try {
    const { url, expected } = await provider.start(`${homeOf(deps)}/callback`)
    const kept = JSON.stringify({ expected: JSON.stringify(expected), to })
    cookies.signIn.set(
      response,
      await store.operatorSignIns.begin('oidc', kept, BEGUN_MS),
      BEGUN_MS,
    )
    response.set('Cache-Control', 'no-store').redirect(url.href)
  } catch (error) {
    log.error({ reason: errorText(error) }, 'the identity provider cannot be used')
    turnAway(response, 'unavailable', deps)
  }
}

async function comeBack(
  exchange: { request: Request; response: Response },
  { provider, oidc }: { provider: IdentityProvider; oidc: OidcConfig },
  deps: AccessDeps,
): Promise<void> {
  const { request, response } = exchange
  const { store, cookies, log } = deps
  const secret = cookies.signIn.read(request)
  const kept = secret === undefined ? undefined : await store.operatorSignIns.finish('oidc', secret)
  cookies.signIn.clear(response)
  if (kept === undefined) {
    turnAway(response, 'expired', deps)
    return
  }
  const { expected, to } = JSON.parse(kept) as { expected: string; to: string } // written by goThere
  const answer = new URL(`${homeOf(deps)}/callback`)
  answer.search = new URL(request.originalUrl, answer).search
  const who = await provider.finish(answer, readExpected(expected)).catch((error: unknown) => {
    log.warn({ reason: errorText(error), remote: request.ip }, 'console sign-in failed')
    return undefined
  })
  const role = who && roleOf(who.groups, oidc.roles)
  if (!who || !role) {
    if (who) log.warn({ groups: who.groups.slice(0, 50) }, 'signed in, but no group has a role')
    turnAway(response, who ? 'no-role' : 'refused', deps)
    return
  }
  await begin({ ...toWho(who), role }, exchange, deps)
  response.set('Cache-Control', 'no-store').redirect(pageOf(to, homeOf(deps)))
}

function turnAway(response: Response, problem: Problem, deps: AccessDeps): void {
  response.set('Cache-Control', 'no-store').redirect(`${homeOf(deps)}/sign-in?problem=${problem}`)
}

/** The page to come back to, which is one of ours. */
export function pageOf(to: string, home: string): string {
  const wanted = URL.canParse(to, home) ? new URL(to, home) : new URL(home)
  const { origin } = new URL(home)
  return wanted.origin === origin && /^\/console(\/|$)/.test(wanted.pathname) ? wanted.href : home
}

/** As `person` and by `terms` the operator is found when an event says that his access ends. */
function toWho({ issuer, subject, name, email }: Identity) {
  const names: LooseSubject[] = [
    { format: 'iss_sub', iss: issuer, sub: subject },
    ...(email === undefined ? [] : [{ format: 'email', email }]),
  ]
  const simple = names.flatMap(termsOf)
  return {
    person: `${issuer} ${subject}`,
    name,
    ...(email === undefined ? {} : { email }),
    // A complex subject names a person as its user.
    terms: [...simple, ...simple.map((term) => `user${term}`)],
  }
}
