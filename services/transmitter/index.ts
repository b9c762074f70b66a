import express from 'express'
import type { Deps } from '../kernel/deps.ts'
import { sweep } from '../kernel/bus/sweep.ts'
import { requireBearer } from '../kernel/http/bearer.ts'
import type { Service } from '../kernel/run.ts'
import { createDiscoveryRoutes } from './discovery.routes.ts'
import { createEngine } from './engine/engine.loop.ts'
import { fanOut } from './fan-out.ts'
import { createStreamRoutes } from './streams.routes.ts'

/** Matches events to streams, signs and delivers them, and lets subscribers manage their streams. */
export function createTransmitter(deps: Deps): Service {
  const { store, bus, clock, log, metrics } = deps
  const engine = createEngine(deps)
  const subscribers = requireBearer('ssf', store.subscribers.findByToken)
  const routes = express.Router()
  routes.use(createDiscoveryRoutes(deps))
  routes.use(createStreamRoutes({ ...deps, subscribers, engine }))
  return {
    name: 'transmitter',
    routes,
    run: async (signal) => {
      await Promise.all([
        bus.consume(
          'ssf.events',
          'transmitter',
          (batch) =>
            fanOut(
              batch.map(({ id }) => id),
              { ...deps, engine },
            ),
          signal,
        ),
        sweep(
          { topic: 'ssf.events', lost: store.events.unfanned, bus, clock, log, metrics },
          signal,
        ),
        engine.run(signal),
      ])
    },
  }
}
