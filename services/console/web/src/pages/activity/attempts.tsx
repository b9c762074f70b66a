import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/facts.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'

type Delivery = components['schemas']['DeliveryTrace']
type Attempt = Delivery['attempts'][number]

const KINDS = {
  accepted: 'ok',
  acknowledged: 'ok',
  rejected: 'bad',
  refused: 'bad',
  retry: 'warn',
  failed: 'warn',
} as const satisfies Record<Attempt['outcome'], Kind>

/** Each try: what came back, from where, how long it took, and whose fault that looks like. */
export function Attempts({ delivery: { attempts, jti } }: { delivery: Delivery }) {
  const { t, number } = useWords()
  return (
    <div className="stack">
      <span className="dim small">
        jti <Copy text={jti} />
      </span>
      <ol className="stack">
        {attempts.map((attempt, index) => (
          <li key={index} className="stack-tight">
            <span className="row">
              <State kind={KINDS[attempt.outcome]}>{t(`attempt.${attempt.outcome}`)}</State>
              <Time at={attempt.at} />
              <span className="dim">{number(attempt.durationMs)} ms</span>
              <Whose attempt={attempt} />
            </span>
            <Facts
              facts={[
                [t('attempt.status'), 'httpStatus' in attempt ? attempt.httpStatus : undefined],
                [t('attempt.remote'), attempt.remoteAddress],
                [
                  t('attempt.connection'),
                  'reusedConnection' in attempt
                    ? t(attempt.reusedConnection ? 'attempt.reused' : 'attempt.fresh')
                    : undefined,
                ],
                [t('attempt.phases'), attempt.phases && <Phases phases={attempt.phases} />],
                [t('attempt.reason'), 'reason' in attempt ? attempt.reason : undefined],
                [t('attempt.err'), 'err' in attempt ? attempt.err : undefined],
                [t('attempt.words'), 'description' in attempt ? attempt.description : undefined],
                [
                  t('attempt.response'),
                  'response' in attempt ? (
                    <code className="break">{attempt.response}</code>
                  ) : undefined,
                ],
              ]}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

/** "Them or us?" */
function Whose({ attempt }: { attempt: Attempt }) {
  const { t } = useWords()
  return 'fault' in attempt ? (
    <span className="dim small">{t(`whose.${attempt.fault}`)}</span>
  ) : null
}

/** Where the time of a try went. */
function Phases({ phases }: { phases: NonNullable<Attempt['phases']> }) {
  const { t, number } = useWords()
  return (
    <span className="row num">
      {PHASES.map((phase) => {
        const ms = phases[phase]
        return ms === undefined ? null : (
          <span key={phase} className="nowrap">
            <span className="dim">{t(`phase.${phase}`)}</span> {number(Math.round(ms * 10) / 10)} ms
          </span>
        )
      })}
    </span>
  )
}

const PHASES = ['dnsMs', 'connectMs', 'tlsMs', 'firstByteMs', 'bodyMs'] as const
