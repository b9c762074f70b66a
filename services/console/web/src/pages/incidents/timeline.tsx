import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Turn } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/index.tsx'
import { Result } from '../activity/result.tsx'
import type { Step } from './incident.tsx'
import css from './incidents.module.css'

/** The story in order: each signal, what was decided because of it, and how far what was told got. */
export function Timeline({ id }: { id: string }) {
  const { t } = useWords()
  const steps = usePaged('/admin/incidents/{id}/timeline', { id }, (after) =>
    got(
      api.GET('/admin/incidents/{id}/timeline', {
        params: { path: { id }, query: { ...(after && { after }) } },
      }),
    ),
  )
  if (steps.items === undefined && !steps.error) return <Waiting />
  return (
    <Panel title={t('incident.story')} isFlush>
      {Boolean(steps.error) && <Trouble error={steps.error} again={steps.again} />}
      {steps.items?.length === 0 && <Empty title={t('list.empty')} />}
      <ol className={css.story}>
        {steps.items?.map((step) => (
          <Moment key={step.signal.id} step={step} />
        ))}
      </ol>
      <Turn back={steps.back} forth={steps.forth} isTurning={steps.isTurning} />
    </Panel>
  )
}

function Moment({ step: { signal, decisions, events } }: { step: Step }) {
  const { t } = useWords()
  const made = new Map(events.map(({ event }) => [event.id, event]))
  return (
    <li className={css.moment}>
      <div className={css.when}>
        <Time at={signal.receivedAt} />
      </div>
      <div className={css.what}>
        <div className="row">
          <Link to="/signals/$id" params={{ id: signal.id }} title={signal.type}>
            <strong>{eventName(signal.type)}</strong>
          </Link>
          <SubjectView subject={signal.subject} isShort />
        </div>
        <span className="dim small break">
          {signal.sourceId} · {t(`certainty.${signal.certainty}`)}
          {signal.vendorType !== undefined && ` · ${signal.vendorType}`}
        </span>
        {decisions.length === 0 && <State kind="wait">{t('signal.undecided')}</State>}
        <ul className={css.decisions}>
          {decisions.map((decision, index) => (
            <li key={index} className="stack-tight">
              <Result decision={decision} made={made} />
              {decision.decision === 'emit' && (
                <Reached told={events.find(({ event }) => event.id === decision.eventId)} />
              )}
            </li>
          ))}
        </ul>
      </div>
    </li>
  )
}

const REACHED = {
  delivered: 'ok',
  waiting: 'wait',
  rejected: 'bad',
  expired: 'bad',
} as const satisfies Record<string, Kind>

/** On how many streams it is how far; the whole of it is on the page of its progress. */
function Reached({ told }: { told: Step['events'][number] | undefined }) {
  const { t, number } = useWords()
  if (!told) return null
  const { event, deliveries } = told
  const kinds = (['delivered', 'waiting', 'rejected', 'expired'] as const).filter(
    (kind) => deliveries[kind] > 0,
  )
  return (
    <span className="row small">
      {kinds.length === 0 && <State kind="idle">{t('incident.told.nobody')}</State>}
      {kinds.map((kind) => (
        <State key={kind} kind={REACHED[kind]}>
          {t(`incident.told.${kind}`, { n: number(deliveries[kind]) })}
        </State>
      ))}
      <Link to="/revocations/$txn" params={{ txn: event.txn }}>
        {t('progress.title')}
      </Link>
    </span>
  )
}
