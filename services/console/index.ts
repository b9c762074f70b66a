import express from 'express'
import { consoleUrl } from '../kernel/console-config.ts'
import type { Deps } from '../kernel/deps.ts'
import { jsonBody } from '../kernel/http/read.ts'
import type { Service } from '../kernel/run.ts'
import { createAttempts } from './access/attempts.ts'
import { createCookies } from './access/cookies.ts'
import { requireOperator } from './access/guard.ts'
import { addMemberRoutes } from './access/members.routes.ts'
import { addSessionRoutes } from './access/session.routes.ts'
import { addSignInRoutes } from './access/sign-in.routes.ts'
import { addAlertRoutes } from './alerts.routes.ts'
import { createAudit } from './audit.ts'
import { addAuditRoutes } from './audit.routes.ts'
import { addBacktestRoutes } from './backtests.routes.ts'
import { addChannelRoutes } from './channels.routes.ts'
import { addDeadLetterRoutes } from './dead-letters.routes.ts'
import { addDirectoryRoutes } from './directories.routes.ts'
import { addEventRoutes } from './events.routes.ts'
import { addExpungeRoutes } from './expunges.routes.ts'
import { addOauthClientRoutes } from './oauth-clients.routes.ts'
import { addIncidentRoutes } from './incidents.routes.ts'
import { addImportRoutes } from './import/import.routes.ts'
import { addLinkDisputeRoutes } from './link-disputes.routes.ts'
import { addPrincipalRoutes } from './principals.routes.ts'
import { createFeed } from './live/feed.loop.ts'
import { addLiveRoutes } from './live/live.routes.ts'
import { addJobRoutes } from './jobs.routes.ts'
import { addKeyRoutes } from './keys.routes.ts'
import { addOverviewRoutes } from './overview.routes.ts'
import { addProgressRoutes } from './progress.routes.ts'
import { addRegistryRoutes } from './registry.routes.ts'
import type { SourceDesk } from './source-desk.ts'
import { addSourceDeskRoutes } from './source-desk.routes.ts'
import { addStreamRoutes, addTenantRoutes } from './streams.routes.ts'
import { concreteFirst } from '../kernel/http/methods.ts'
import { expireApprovals } from './approvals.loop.ts'
import { addApprovalRoutes, type ApprovalDeps } from './approvals.routes.ts'
import { watchRevocations } from './open-revocations.loop.ts'
import { addParkedRoutes } from './parked-signals.routes.ts'
import { addPolicyRoutes } from './policies.routes.ts'
import { addStopSwitchRoutes } from './stop-switch.routes.ts'
import { addRevocationPreviewRoutes } from './revocation-preview.routes.ts'
import { addRevocationRoutes } from './revocations.routes.ts'
import { addWebRoutes } from './web.routes.ts'
import { addTokenIssuerRoutes } from './token-issuers.routes.ts'

/** The admin API: revoke, watch, prove, register; and the web console in front of it. */
export function createConsole(deps: Deps, desk: SourceDesk): Service {
  const routes = express.Router()
  const cookies = createCookies(consoleUrl(deps.config.console, deps.config.issuer))
  const operators = requireOperator({ ...deps, cookie: cookies.session })
  const access = { ...deps, cookies, attempts: createAttempts(deps.clock, 20) }
  addSessionRoutes(routes, access)
  addSignInRoutes(routes, access)
  const { build } = addWebRoutes(routes, deps)
  const audited = { ...deps, audit: createAudit({ ...deps, operators }) }
  addImportRoutes(routes, { ...audited, operators }) // reads its body as it comes
  routes.use('/admin', operators.required, concreteFirst)
  routes.use('/admin', jsonBody(deps.config.bodyLimitBytes), noStore)
  addRevoking(routes, { ...audited, operators })
  addLooking(routes, audited)
  addRegistryRoutes(routes, audited)
  addSourceDeskRoutes(routes, { ...audited, desk })
  addOauthClientRoutes(routes, audited)
  addTokenIssuerRoutes(routes, { ...audited, isOurs: deps.issuers.isOurs })
  addDeliveryRoutes(routes, { ...audited, operators })
  addTenantRoutes(routes, audited)
  addKeyRoutes(routes, audited)
  addPolicyRoutes(routes, { ...audited, operators })
  addBacktestRoutes(routes, { ...audited, operators })
  addChannelRoutes(routes, audited)
  addWaiting(routes, { ...audited, operators })
  addIdentityRoutes(routes, { ...audited, operators })
  addMemberRoutes(routes, { ...audited, operators })
  addAlertRoutes(routes, { ...audited, operators })
  const feed = createFeed(deps)
  addLiveRoutes(routes, { feed, operators, build })
  const run = async (signal: AbortSignal) => {
    await Promise.all([
      feed.run(signal),
      expireApprovals(deps, signal),
      watchRevocations(deps, signal),
    ])
  }
  return { name: 'console', routes, run }
}

type DeliveryDeps = Parameters<typeof addStreamRoutes>[1] &
  Parameters<typeof addDeadLetterRoutes>[1] &
  Parameters<typeof addJobRoutes>[1]

/** Streams, what they did not take, and what is told once more. */
function addDeliveryRoutes(routes: express.Router, deps: DeliveryDeps): void {
  addStreamRoutes(routes, deps)
  addDeadLetterRoutes(routes, deps)
  addJobRoutes(routes, deps)
}

type IdentityDeps = Parameters<typeof addPrincipalRoutes>[1] &
  Parameters<typeof addDirectoryRoutes>[1] &
  Parameters<typeof addExpungeRoutes>[1]

/** Who is behind the names, and what belongs together. */
function addIdentityRoutes(routes: express.Router, deps: IdentityDeps): void {
  addIncidentRoutes(routes, deps)
  addPrincipalRoutes(routes, deps)
  addExpungeRoutes(routes, deps)
  addLinkDisputeRoutes(routes, deps)
  addDirectoryRoutes(routes, deps)
}

/** How it is, and what happened. */
function addLooking(
  routes: express.Router,
  deps: Parameters<typeof addEventRoutes>[1] & Parameters<typeof addOverviewRoutes>[1],
): void {
  addOverviewRoutes(routes, deps)
  addEventRoutes(routes, deps)
  addAuditRoutes(routes, deps)
}

/** Seen first, done, proven. */
function addRevoking(
  routes: express.Router,
  deps: Parameters<typeof addProgressRoutes>[1] & Parameters<typeof addRevocationRoutes>[1],
): void {
  addRevocationPreviewRoutes(routes, deps)
  addRevocationRoutes(routes, deps)
  addProgressRoutes(routes, deps)
}

const noStore: express.RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

/** What waits for an operator. */
function addWaiting(routes: express.Router, deps: ApprovalDeps): void {
  addApprovalRoutes(routes, deps)
  addStopSwitchRoutes(routes, deps)
  addParkedRoutes(routes, deps)
}
