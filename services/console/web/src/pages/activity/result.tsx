import { Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { eventName } from '../../parts/event-name.ts'
import { State } from '../../parts/state.tsx'
import { useWords } from '../../words/index.tsx'

type Decision = components['schemas']['Decision']

type Props = {
  decision: Decision
  /** What was emitted, by its id. */
  made: ReadonlyMap<string, { type: string }>
}

/** What one policy made of the signal, and why. */
export function Result({ decision, made }: Props) {
  const { t, name } = useWords()
  switch (decision.decision) {
    case 'emit':
      return (
        <>
          <span className="row">
            <State kind={decision.heldFor === undefined ? 'ok' : 'wait'}>
              {t(decision.heldFor === undefined ? 'signal.emit' : 'signal.held')}
            </State>
            <Link to="/events/$id" params={{ id: decision.eventId }}>
              {eventName(made.get(decision.eventId)?.type ?? decision.type)}
            </Link>
          </span>
          <span className="dim break">{decision.becauseOf.reason}</span>
        </>
      )
    case 'incident':
    case 'notify':
      return (
        <>
          <State kind="info">{t(`signal.${decision.decision}`)}</State>
          <span className="dim break">
            {decision.policyId}:{' '}
            {decision.decision === 'notify'
              ? decision.channel
              : name('severity', decision.severity)}
          </span>
        </>
      )
    default:
      return (
        <>
          <State kind={decision.decision === 'error' ? 'bad' : 'idle'}>
            {t(`signal.${decision.decision}`)}
          </State>
          <span className="dim break">
            {decision.policyId}: {decision.because}
          </span>
        </>
      )
  }
}
