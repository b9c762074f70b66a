import { appColumn } from '../../parts/app.tsx'
import { Empty } from '../../parts/empty.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import type { Progress } from './progress.ts'
import css from './progress.module.css'

type Event = Progress['events'][number]
type Row = Pick<Progress['streams'][number], 'streamId' | 'subscriber'> & { step: Step }
type Step = Progress['streams'][number]['steps'][number]

const KINDS = {
  pending: 'wait',
  held: 'warn',
  delivered: 'ok',
  rejected: 'bad',
  expired: 'bad',
  dropped: 'idle',
} as const satisfies Record<Step['state']['status'], Kind>

/** Apps by steps: signed, sent, acknowledged, enforced, each with its time. */
export function Matrix({ event, streams }: { event: Event; streams: Progress['streams'] }) {
  const { t } = useWords()
  const rows = streams.flatMap(({ steps, ...stream }): Row[] => {
    const step = steps.find(({ eventId }) => eventId === event.id)
    return step ? [{ ...stream, step }] : []
  })
  const reached = (at: string | undefined) => <Reached from={event.acceptedAt} at={at} />
  return (
    <Table
      label={t('event.told')}
      rows={rows}
      keyOf={({ streamId }) => streamId}
      empty={<Empty title={t('event.told.empty')} />}
      columns={[
        appColumn(t),
        {
          id: 'state',
          title: t('streams.state'),
          cell: ({ step: { state } }) => (
            <div className={css.state}>
              <State kind={KINDS[state.status]}>{t(`delivery.${state.status}`)}</State>
              <Why state={state} />
            </div>
          ),
        },
        {
          id: 'signed',
          title: t('progress.signed'),
          isMinor: true,
          cell: ({ step }) => reached(step.signedAt),
        },
        {
          id: 'sent',
          title: t('progress.sent'),
          isMinor: true,
          cell: ({ step }) => reached(step.sentAt),
        },
        {
          id: 'acknowledged',
          title: t('progress.acknowledged'),
          cell: ({ step }) => reached(step.acknowledgedAt),
        },
        {
          id: 'enforced',
          title: t('progress.enforced'),
          cell: ({ step }) => (
            <div className="stack-tight" title={step.note}>
              {reached(step.enforcedAt)}
              {step.enforcedBy && (
                <span className="dim small">{t(`progress.by.${step.enforcedBy}`)}</span>
              )}
            </div>
          ),
        },
      ]}
    />
  )
}

function Why({ state }: { state: Step['state'] }) {
  const { t } = useWords()
  if (state.status === 'rejected')
    return <span className="dim small break">{state.description ?? state.err}</span>
  if (state.status === 'expired') return <span className="dim small break">{state.lastReason}</span>
  if (state.status === 'pending' && state.attempts > 0)
    return (
      <span className="dim small">
        {t('streams.next-try')} <Time at={state.nextAttemptAt} isRelative />
      </span>
    )
  return null
}

/** When a step was reached, and how long after the decision. */
function Reached({ from, at }: { from: string; at: string | undefined }) {
  const { t } = useWords()
  if (at === undefined) return <span className="dim">{t('progress.not-yet')}</span>
  return (
    <span className="stack-tight">
      <State kind="ok" isPlain>
        <Time at={at} />
      </State>
      <span className="dim small num">{after(from, at)}</span>
    </span>
  )
}

/** Pure: `+120 ms`, `+2.4 s`, `+3 min`. */
export function after(from: string, at: string): string {
  const ms = Math.max(0, new Date(at).getTime() - new Date(from).getTime())
  if (ms < 1_000) return `+${String(ms)} ms`
  return ms < 120_000 ? `+${(ms / 1_000).toFixed(1)} s` : `+${String(Math.round(ms / 60_000))} min`
}
