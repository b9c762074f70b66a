import express from 'express'
import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import type { Service } from '../kernel/run.ts'
import { createOauthKeys } from '../kernel/set/oauth-keys.ts'
import { addMetadataRoutes } from './metadata.routes.ts'
import { addTokenRoutes } from './token.routes.ts'

/** How often what has expired is forgotten and the signing key's age is looked at. */
const TIDY_EVERY_MS = 600_000

/** The built-in authorization server: access tokens for subscribers by client credentials (RFC 6749 §4.4). */
export function createAuthorization(deps: Deps): Service {
  const { store, clock, log, issuers } = deps
  const oauthKeys = createOauthKeys(store.oauthKeys, clock)
  const routes = express.Router()
  routes.use(issuers.locate)
  addMetadataRoutes(routes, { ...deps, oauthKeys })
  addTokenRoutes(routes, { ...deps, oauthKeys })
  return {
    name: 'authorization',
    routes,
    run: async (signal) => {
      while (!signal.aborted) {
        await Promise.all([oauthKeys.renew(), store.oauthTokens.prune(clock.now())]).catch(
          (error: unknown) => {
            log.warn({ reason: errorText(error) }, 'tokens not tidied, next try in ten minutes')
          },
        )
        await clock.sleep(TIDY_EVERY_MS, signal)
      }
    },
  }
}
