import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'

/** Live = the process answers; ready = database, bus and workers do their part; metrics for Prometheus. */
export function createHealthRoutes(
  { store, bus, metrics }: Pick<Deps, 'store' | 'bus' | 'metrics'>,
  workers: () => { ok: boolean; detail: string },
): Router {
  const router = express.Router()
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'ok', checks: {} })
  })
  router.get('/health/ready', async (_request, response) => {
    const isReady = await store.isReady()
    const database = { ok: isReady, detail: isReady ? 'answers' : 'does not answer' }
    const checks = { database, bus: bus.health(), workers: workers() }
    const isOk = Object.values(checks).every(({ ok }) => ok)
    response.status(isOk ? 200 : 503).json({ status: isOk ? 'ok' : 'failing', checks })
  })
  router.get('/metrics', async (_request, response) => {
    const { contentType, text } = await metrics.render()
    response.type(contentType).send(text)
  })
  return router
}
