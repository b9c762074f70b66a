import { getRouteApi, Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { hub } from '../../api/client.ts'
import { Copy } from '../../parts/copy.tsx'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Facts } from '../../parts/facts.tsx'
import { Json } from '../../parts/json.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Result } from './result.tsx'

type Detail = components['schemas']['SignalDetail']

const route = getRouteApi('/signals/$id')

/** One signal: what came, what was decided and why, what was made of it. */
export function SignalPage() {
  const { t } = useWords()
  const { id } = route.useParams()
  const query = hub.useQuery('get', '/admin/signals/{id}', {
    params: { path: { id } },
  })
  return (
    <Page
      title={query.data ? eventName(query.data.signal.type) : t('activity.signal')}
      lead={query.data?.signal.type}
      trail={<Link to="/activity">{t('nav.activity')}</Link>}
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <div className="grid-2">
              <Came signal={data.signal} />
              <Decided detail={data} />
            </div>
            <Panel title={t('signal.payload')}>
              <Json value={data.signal.payload} label={t('signal.payload')} />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Came({ signal }: { signal: Detail['signal'] }) {
  const { t } = useWords()
  return (
    <Panel title={t('signal.came')}>
      <Facts
        facts={[
          [t('activity.who'), <SubjectView key="subject" subject={signal.subject} />],
          [t('activity.source'), signal.sourceId],
          [t('activity.certainty'), t(`certainty.${signal.certainty}`)],
          [t('signal.vendor-type'), signal.vendorType],
          [t('signal.received'), <Time key="received" at={signal.receivedAt} />],
          [t('signal.occurred'), <Time key="occurred" at={signal.occurredAt} />],
          [
            t('signal.txn'),
            <Link key="txn" to="/revocations/$txn" params={{ txn: signal.txn }}>
              {signal.txn}
            </Link>,
          ],
          [t('signal.key'), <Copy key="key" text={signal.dedupeKey} />],
        ]}
      />
    </Panel>
  )
}

function Decided({ detail: { decisions, events } }: { detail: Detail }) {
  const { t } = useWords()
  const made = new Map(events.map((event) => [event.id, event]))
  return (
    <Panel title={t('signal.decided')}>
      {decisions.length === 0 && <Empty title={t('signal.undecided')} />}
      <ul className="stack">
        {decisions.map((decision, index) => (
          <li key={index} className="stack-tight">
            <Result decision={decision} made={made} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
