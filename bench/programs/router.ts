import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import type { Bus, BusMessage } from '../../services/kernel/bus/bus.ts'
import { createInProcessBus } from '../../services/kernel/bus/in-process.ts'
import { createKafkaBus } from '../../services/kernel/bus/kafka.ts'
import { systemClock } from '../../services/kernel/clock.ts'
import { createMetrics } from '../../services/kernel/metrics.ts'
import { createSeal } from '../../services/kernel/set/seal.ts'
import { openStore } from '../../services/kernel/store/index.ts'
import { createPolicyCache } from '../../services/router/policy-cache.ts'
import { inTurns, route } from '../../services/router/route.ts'
import { answer } from '../program.ts'

// A router in a process of its own, by the code of services/router: what comes over its bus it decides.

const WINDOWS = { principalMs: 1_800_000, txnMs: 86_400_000 }
const log = pino({ level: 'silent' })

let bus: Bus | undefined

export const answers = {
  /** Resolves when it takes part; without brokers its bus is the in-process one. */
  async start({
    databaseUrl,
    masterKey,
    kafka,
  }: {
    databaseUrl: string
    masterKey: Buffer
    kafka: { brokers: string; prefix: string; partitions: number } | undefined
  }): Promise<void> {
    const clock = systemClock
    const store = openStore({ url: databaseUrl, seal: createSeal(masterKey), clock, log })
    const open = kafka
      ? createKafkaBus({ ...kafka, brokers: [kafka.brokers], log })
      : createInProcessBus({ log })
    bus = open
    const policies = createPolicyCache({ store, log })
    const deps = {
      store,
      bus: open,
      clock,
      log,
      metrics: createMetrics(),
      policies,
      windows: WINDOWS,
    }
    const decide = inTurns((ids) => route(ids, deps))
    const forEver = new AbortController().signal
    void open.consume(
      'ssf.signals',
      'router',
      (batch) => decide(batch.map(({ id }) => id)),
      forEver,
    )
    while (!open.health().ok) await sleep(50)
  },

  publish: (rows: readonly BusMessage[]): Promise<void> | undefined =>
    bus?.publish('ssf.signals', rows),
}

answer(answers)
