import express, { type Router } from 'express'
import { jsonBody } from '../kernel/http/read.ts'
import { addConfigurationRoutes } from './configuration.routes.ts'
import { addPollRoute } from './poll.routes.ts'
import { addStatusRoutes, addVerificationRoute } from './status.routes.ts'
import type { StreamApiDeps } from './stream-access.ts'
import { addReceiptRoutes } from './receipts.routes.ts'
import { addSubjectRoutes } from './subjects.routes.ts'

/** The Event Stream Management API (SSF 1.0 §8.1) and poll delivery, for the subscriber that a bearer token names. */
export function createStreamRoutes(deps: StreamApiDeps): Router {
  const router = express.Router()
  // Authorization comes before the body is read. The specification's own examples send bodies without a Content-Type, so
  // none is asked for.
  router.use(
    '/ssf',
    deps.subscribers.required,
    jsonBody(deps.config.bodyLimitBytes),
    (_request, response, next) => {
      response.set('Cache-Control', 'no-store')
      next()
    },
  )
  addConfigurationRoutes(router, deps)
  addStatusRoutes(router, deps)
  addVerificationRoute(router, deps)
  addSubjectRoutes(router, deps)
  addReceiptRoutes(router, deps)
  addPollRoute(router, deps)
  return router
}
