import type { Scenario } from '../finding.ts'
import { pushScenario } from './push.ts'

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  pushScenario('RS256', 0.8),
  pushScenario('ES256', 0.6),
]
