import { getRouteApi, Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { hub } from '../../api/client.ts'
import { appColumn } from '../../parts/app.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Facts } from '../../parts/facts.tsx'
import { Json } from '../../parts/json.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Deliveries } from './deliveries.tsx'

type Trace = components['schemas']['EventTrace']

const route = getRouteApi('/events/$id')

/** One event: who got it, when, every try; and why the others did not. */
export function EventPage() {
  const { t } = useWords()
  const { id } = route.useParams()
  const query = hub.useQuery('get', '/admin/events/{id}/trace', {
    params: { path: { id } },
  })
  return (
    <Page
      title={query.data ? eventName(query.data.event.type) : t('activity.event')}
      lead={query.data?.event.type}
      trail={<Link to="/activity/events">{t('activity.events')}</Link>}
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <div className="grid-2">
              <About event={data.event} />
              <Panel title={t('signal.payload')}>
                <Json value={data.event.payload} label={t('signal.payload')} />
              </Panel>
            </div>
            <Deliveries deliveries={data.deliveries} />
            <NotTold notDelivered={data.notDelivered} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function About({ event }: { event: Trace['event'] }) {
  const { t } = useWords()
  const { becauseOf } = event
  return (
    <Panel title={t('event.about')}>
      <Facts
        facts={[
          [t('activity.who'), <SubjectView key="subject" subject={event.subject} />],
          [t('event.because'), becauseOf.reason],
          [t('event.policy'), `${becauseOf.policyId} v${String(becauseOf.policyVersion)}`],
          [t('event.accepted'), <Time key="at" at={event.acceptedAt} />],
          [
            t('event.signal'),
            <Link key="signal" to="/signals/$id" params={{ id: event.signalId }}>
              {event.signalId}
            </Link>,
          ],
          [
            t('signal.txn'),
            <Link key="txn" to="/revocations/$txn" params={{ txn: event.txn }}>
              {event.txn}
            </Link>,
          ],
          [t('event.id'), <Copy key="id" text={event.id} />],
        ]}
      />
    </Panel>
  )
}

function NotTold({ notDelivered }: Pick<Trace, 'notDelivered'>) {
  const { t, name } = useWords()
  return (
    <Panel title={t('event.not-told')} isFlush>
      <Table
        label={t('event.not-told')}
        rows={notDelivered}
        keyOf={({ streamId }) => streamId}
        empty={<Empty title={t('event.not-told.empty')} />}
        columns={[
          appColumn(t),
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
