import { oneOf, text } from '../../search.ts'

const STATES = ['active', 'open', 'acknowledged', 'contained', 'closed', 'all'] as const
const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const

export type IncidentSearch = {
  state?: (typeof STATES)[number] | undefined
  severity?: (typeof SEVERITIES)[number] | undefined
  q?: string | undefined
}

export { SEVERITIES, STATES }

/** Pure: what the address says of which incidents to show; what it says wrongly is not heard. */
export const readIncidentSearch = (given: Readonly<Record<string, unknown>>): IncidentSearch => ({
  ...oneOf(given, 'state', STATES),
  ...oneOf(given, 'severity', SEVERITIES),
  ...text(given, 'q', 128),
})
