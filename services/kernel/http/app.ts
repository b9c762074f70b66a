import express from 'express'
import type { Express, Router } from 'express'
import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import { noRoute } from './methods.ts'
import { errorHandler } from './problem.ts'
import { limitStrangers } from './strangers.ts'

type AppConfig = Pick<Config, 'trustedProxies'> & Partial<Pick<Config, 'isLocal' | 'callers'>>

/** One express application over the routes of the services that run here. */
export function createApp(
  routes: readonly Router[],
  { log, config }: { log: Logger; config?: AppConfig },
): Express {
  const app = express()
  app.set('trust proxy', config?.trustedProxies ?? [])
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.use((request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' })
    // RFC 9325 §3.2. Not on embedded defaults: it would hold for every port of localhost.
    if (request.secure && config?.isLocal === false)
      response.set('Strict-Transport-Security', 'max-age=31536000')
    next()
  })
  // Express would answer OPTIONS by itself, before a token is asked for, with the methods of a path as a page; a source may be asked.
  app.options(/^(?!\/ingest\/)/, noRoute)
  const { failedRequestsPerMinute } = config?.callers ?? {}
  if (failedRequestsPerMinute !== undefined) app.use(limitStrangers(failedRequestsPerMinute, log))
  for (const router of routes) app.use(router)
  app.use(noRoute)
  app.use(errorHandler(log))
  return app
}
