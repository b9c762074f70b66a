import express from 'express'
import type { Deps } from '../kernel/deps.ts'
import { jsonBody } from '../kernel/http/read.ts'
import type { Service } from '../kernel/run.ts'
import { createAudit } from './audit.ts'
import { addAuditRoutes } from './audit.routes.ts'
import { requireOperator } from './auth.ts'
import { addDeadLetterRoutes } from './dead-letters.routes.ts'
import { addEventRoutes } from './events.routes.ts'
import { addOauthClientRoutes } from './oauth-clients.routes.ts'
import { addKeyRoutes } from './keys.routes.ts'
import { addRegistryRoutes } from './registry.routes.ts'
import { addStreamRoutes, addTenantRoutes } from './streams.routes.ts'
import { addRevocationRoutes } from './revocations.routes.ts'
import { addTokenIssuerRoutes } from './token-issuers.routes.ts'

/** The admin API: revoke, watch, prove, register. */
export function createConsole(deps: Deps): Service {
  const routes = express.Router()
  const operators = requireOperator(deps)
  routes.use(
    '/admin',
    operators.required,
    jsonBody(deps.config.bodyLimitBytes),
    (_request, response, next) => {
      response.set('Cache-Control', 'no-store')
      next()
    },
  )
  const audited = { ...deps, audit: createAudit({ ...deps, operators }) }
  addRevocationRoutes(routes, audited)
  addEventRoutes(routes, deps)
  addRegistryRoutes(routes, audited)
  addOauthClientRoutes(routes, deps)
  addTokenIssuerRoutes(routes, { ...deps, isOurs: deps.issuers.isOurs })
  addStreamRoutes(routes, audited)
  addDeadLetterRoutes(routes, deps)
  addTenantRoutes(routes, audited)
  addKeyRoutes(routes, audited)
  addAuditRoutes(routes, deps)
  return { name: 'console', routes }
}
