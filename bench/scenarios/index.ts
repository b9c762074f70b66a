import type { Scenario } from '../finding.ts'
import { answer } from './answer.ts'
import { backlog } from './backlog.ts'
import { hanging } from './hanging.ts'
import { ingest } from './ingest.ts'
import { kafka } from './kafka.ts'
import { latency } from './latency.ts'
import { oneEvent } from './one-event.ts'
import { pollDrain } from './poll-drain.ts'
import { principals } from './principals.ts'
import { pushScenario } from './push.ts'
import { routerScale } from './router-scale.ts'
import { scale } from './scale.ts'
import { startUp } from './start-up.ts'

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  pushScenario('RS256', 0.8),
  pushScenario('ES256', 0.6),
  ingest,
  answer,
  oneEvent,
  latency,
  kafka,
  routerScale,
  hanging,
  backlog,
  scale,
  principals,
  pollDrain,
  startUp,
]
