import { Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table } from '../../parts/table.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/index.tsx'
import type { Subject } from './identify.ts'
import { countsOf, reachedBy, unlisted, type Cell, type Preview, type Reached } from './radius.ts'
import css from './revoke.module.css'
import type { End } from './what.tsx'

type Asked = { tenantId: string; subject: Subject | undefined; ends: readonly End[] }

/** Asks the hub what would happen, as soon as it is clear whose access ends and what does. */
export const usePreview = ({ tenantId, subject, ends }: Asked) =>
  hub.useQuery(
    'post',
    '/admin/revocations/preview',
    { body: { tenantId, subject: subject ?? NOBODY, kind: [...ends] } },
    { enabled: subject !== undefined && ends.length > 0 },
  )

type Props = {
  isAsked: boolean
  query: { data: Preview | undefined; error: unknown; refetch: () => unknown }
}

/** Who would be told what, and who not and why, before anything is done. */
export function BlastRadius({ isAsked, query: { data, error, refetch } }: Props) {
  const { t } = useWords()
  if (!isAsked)
    return (
      <Panel title={t('radius.title')}>
        <Empty title={t('radius.waiting')}>{t('radius.waiting.text')}</Empty>
      </Panel>
    )
  if (error)
    return (
      <Panel title={t('radius.title')}>
        <Trouble error={error} again={() => void refetch()} />
      </Panel>
    )
  return data ? <Shown preview={data} /> : <Waiting lines={5} />
}

/** What is not asked about; the query is not enabled. */
const NOBODY: Subject = { format: 'opaque', id: '-' }

function Shown({ preview }: { preview: Preview }) {
  const { t, number, count } = useWords()
  const rows = reachedBy(preview)
  const counts = countsOf(rows)
  const more = unlisted(preview)
  return (
    <Panel title={t('radius.title')} isFlush>
      <div className={css.radius}>
        {preview.isStopped && <State kind="warn">{t('radius.stopped')}</State>}
        <dl className={css.counts}>
          {(['now', 'later', 'never'] as const).map((which) => (
            <div key={which} data-kind={which}>
              <dt>{t(`radius.${which}`)}</dt>
              <dd>{number(counts[which])}</dd>
            </div>
          ))}
        </dl>
        <ul className="stack-tight">
          {preview.events.map((event, index) => (
            <li key={index} className="row small">
              <code title={event.type}>{eventName(event.type)}</code>
              <SubjectView subject={event.subject} isShort />
              {event.heldFor !== undefined && <State kind="wait">{t('signal.held')}</State>}
              <span className="dim">{event.becauseOf.reason}</span>
            </li>
          ))}
        </ul>
      </div>
      <Rows preview={preview} rows={rows} />
      {more > 0 && <p className={css.more}>{count('radius.more', more)}</p>}
    </Panel>
  )
}

function Rows({ preview, rows }: { preview: Preview; rows: readonly Reached[] }) {
  const { t } = useWords()
  return (
    <Table
      label={t('radius.title')}
      rows={rows}
      keyOf={({ streamId }) => streamId}
      empty={
        <Empty title={t(preview.events.length === 0 ? 'radius.no-policy' : 'radius.nobody')} />
      }
      columns={[
        {
          id: 'app',
          title: t('streams.app'),
          cell: ({ streamId, app }) => (
            <Link to="/streams/$id" params={{ id: streamId }} className={css.app}>
              {app}
            </Link>
          ),
        },
        ...preview.events.map((event, index) => ({
          id: String(index),
          title: eventName(event.type),
          cell: ({ cells }: Reached) => <Told cell={cells.get(index)} />,
        })),
      ]}
    />
  )
}

function Told({ cell }: { cell: Cell | undefined }) {
  const { t, name } = useWords()
  if (!cell) return null
  if ('because' in cell)
    return (
      <State kind="idle" isPlain>
        {name('why-not', cell.because)}
      </State>
    )
  return <State kind={cell.when === 'now' ? 'ok' : 'warn'}>{t(`radius.when.${cell.when}`)}</State>
}
