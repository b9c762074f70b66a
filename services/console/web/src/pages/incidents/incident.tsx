import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { State, type Kind } from '../../parts/state.tsx'
import { useWords } from '../../words/index.tsx'

export type Incident = components['schemas']['Incident']
export type IncidentDetail = components['schemas']['IncidentDetail']
export type Step = components['schemas']['IncidentStep']
export type Note = components['schemas']['IncidentNote']

const SEVERITY = {
  info: 'idle',
  low: 'wait',
  medium: 'warn',
  high: 'bad',
  critical: 'bad',
} as const satisfies Record<Incident['severity'], Kind>

const STATE = {
  open: 'bad',
  acknowledged: 'warn',
  contained: 'info',
  closed: 'ok',
} as const satisfies Record<Incident['state'], Kind>

export function SeverityState({ severity }: Pick<Incident, 'severity'>) {
  const { t } = useWords()
  return <State kind={SEVERITY[severity]}>{t(`severity.${severity}`)}</State>
}

export function IncidentStateSign({ state }: Pick<Incident, 'state'>) {
  const { t } = useWords()
  return <State kind={STATE[state]}>{t(`incident.${state}`)}</State>
}

/** Pure: the end of its id, by which people tell incidents apart. */
export const shortId = (id: string): string => id.slice(-8)
