import type { Bus } from './bus/bus.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { ClientCertificates } from './http/client-certificate.ts'
import type { Issuers } from './http/issuers.ts'
import type { Outbound } from './http/outbound.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { DpopNonces } from './set/dpop-nonces.ts'
import type { PressureGauge } from './pressure.ts'
import type { Signer } from './set/sign.ts'
import type { Store } from './store/index.ts'

/** What main opens and every service may take from; take only what you use. */
export type Deps = {
  config: Config
  clock: Clock
  log: Logger
  metrics: Metrics
  store: Store
  bus: Bus
  outbound: Outbound
  signer: Signer
  issuers: Issuers
  /** Whether the hub keeps up */
  pressure: PressureGauge
  certificates: ClientCertificates
  /** Undefined where proofs need none. */
  dpopNonces: DpopNonces | undefined
}
