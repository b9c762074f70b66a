import { getRouteApi, Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { isNotFound } from '../../api/problem.ts'
import { appColumn } from '../../parts/app.tsx'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table } from '../../parts/table.tsx'
import { useWords } from '../../words/index.tsx'
import { Evidence } from './evidence.tsx'
import { Matrix } from './matrix.tsx'
import { Overdue } from './overdue.tsx'
import type { Progress } from './progress.ts'
import { Summary } from './summary.tsx'

const route = getRouteApi('/revocations/$txn')

/** A revocation's first moment, before the router has decided: it is asked for again soon. */
const UNDECIDED_MS = 500
/** Receipts are not told live. */
const RECEIPTS_MS = 5_000

/** Everything of one cause: who was told, how far that is, and the proof of it. */
export function ProgressPage() {
  const { t } = useWords()
  const { txn } = route.useParams()
  const { signal } = route.useSearch()
  const query = hub.useQuery(
    'get',
    '/admin/revocations/{txn}',
    { params: { path: { txn } } },
    {
      refetchInterval: ({ state: { data, error } }) =>
        isUndecided(data, error, signal) ? UNDECIDED_MS : RECEIPTS_MS,
    },
  )
  return (
    <Page
      title={t('progress.title')}
      lead={txn}
      trail={<Link to="/activity/events">{t('activity.events')}</Link>}
      actions={query.data && <Evidence txn={txn} />}
    >
      {isUndecided(query.data, query.error, signal) ? (
        <Empty title={t('progress.undecided')}>{t('progress.undecided.text')}</Empty>
      ) : (
        <Loaded query={query}>{(progress) => <Shown progress={progress} />}</Loaded>
      )}
    </Page>
  )
}

/** Pure: whether the router has made nothing yet of the cause; or of `signal`, where there was something of the cause before. */
const isUndecided = (
  data: Progress | undefined,
  error: unknown,
  signal: string | undefined,
): boolean =>
  data === undefined
    ? isNotFound(error)
    : signal !== undefined && !data.events.some(({ signalId }) => signalId === signal)

function Shown({ progress }: { progress: Progress }) {
  const { t } = useWords()
  return (
    <>
      <Overdue txn={progress.txn} />
      <Summary progress={progress} />
      {progress.isCut === true && (
        <Panel label={t('progress.cut')}>
          <State kind="warn">{t('progress.cut')}</State>
        </Panel>
      )}
      {progress.events.map((event) => (
        <Panel
          key={event.id}
          title={<EventTitle event={event} />}
          aside={<SubjectView subject={event.subject} isShort />}
          isFlush
        >
          <Matrix event={event} streams={progress.streams} />
        </Panel>
      ))}
      <NotTold progress={progress} />
    </>
  )
}

function EventTitle({ event }: { event: Progress['events'][number] }) {
  const { t } = useWords()
  return (
    <span className="row">
      <Link to="/events/$id" params={{ id: event.id }} title={event.type}>
        {eventName(event.type)}
      </Link>
      {event.heldFor !== undefined && <State kind="wait">{t('signal.held')}</State>}
    </span>
  )
}

function NotTold({ progress: { notTold, events } }: { progress: Progress }) {
  const { t, name } = useWords()
  const types = new Map(events.map(({ id, type }) => [id, eventName(type)]))
  if (notTold.length === 0) return null
  return (
    <Panel title={t('event.not-told')} isFlush>
      <Table
        label={t('event.not-told')}
        rows={notTold}
        keyOf={({ eventId, streamId }) => `${eventId} ${streamId}`}
        columns={[
          appColumn(t),
          {
            id: 'event',
            title: t('activity.event'),
            cell: ({ eventId }) => <code>{types.get(eventId)}</code>,
          },
          {
            id: 'because',
            title: t('event.why-not'),
            cell: ({ because }) => name('why-not', because),
          },
        ]}
      />
    </Panel>
  )
}
