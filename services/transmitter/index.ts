import express from 'express'
import type { Deps } from '../kernel/deps.ts'
import { withParking } from '../kernel/bus/parking.ts'
import { sweep } from '../kernel/bus/sweep.ts'
import { createResourceServer } from '../kernel/http/resource-server.ts'
import type { Service } from '../kernel/run.ts'
import { createDiscoveryRoutes } from './discovery.routes.ts'
import { createEngine, type Engine } from './engine/engine.loop.ts'
import { createFanOut } from './fan-out.ts'
import { limitHolding } from './holding.loop.ts'
import { runJobs } from './jobs.loop.ts'
import { tellChannels } from './notices.loop.ts'
import { parkIn } from './parked.ts'
import { pauseStreams } from './pausing.loop.ts'
import { signAhead } from './sign-ahead.loop.ts'
import { createStreamRoutes } from './streams.routes.ts'
import { watchStreams } from './stream-alerts.loop.ts'
import { createWaiters, type Waiters } from './waiters.ts'

/** Matches events to streams, signs and delivers them, and lets subscribers manage their streams. */
export function createTransmitter(deps: Deps): Service {
  const { issuers } = deps
  const engine = createEngine(deps)
  const waiters = createWaiters(deps)
  const stopping = new AbortController()
  const subscribers = createResourceServer(deps)
  const routes = express.Router()
  routes.use(issuers.locate)
  routes.use(createDiscoveryRoutes({ ...deps, issuers }))
  const api = { ...deps, subscribers, issuers, engine, waiters, stopping: stopping.signal }
  routes.use(createStreamRoutes(api))
  return {
    name: 'transmitter',
    routes,
    run: async (signal) => {
      const stop = () => {
        stopping.abort()
      }
      signal.addEventListener('abort', stop, { once: true })
      await Promise.all([
        takeEvents({ ...deps, engine, waiters }, signal),
        engine.run(signal),
        pauseStreams({ ...deps, engine }, signal),
        watchStreams(deps, signal),
        runJobs({ ...deps, engine, waiters }, signal),
        limitHolding(deps, signal),
        signAhead({ ...deps, engine }, signal),
        tellChannels(deps, signal),
      ])
    },
  }
}

/** Events from the bus, and those that a crash kept from it. */
async function takeEvents(
  deps: Deps & { engine: Engine; waiters: Waiters },
  signal: AbortSignal,
): Promise<void> {
  const idsOf = (batch: readonly { id: string }[]) => batch.map(({ id }) => id)
  const fanOut = createFanOut(deps)
  await Promise.all([
    deps.bus.consume(
      'ssf.events',
      'transmitter',
      withParking((batch) => fanOut(idsOf(batch)), parkIn(deps)),
      signal,
    ),
    sweep({ ...deps, topic: 'ssf.events', lost: deps.store.events.unfanned }, signal),
  ])
}
