import { Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { Tabs } from './tabs.tsx'

type HubEvent = components['schemas']['HubEvent']

/** What was decided to be told, newest first. */
export function EventsPage() {
  const { t } = useWords()
  const events = usePaged('/admin/events', {}, (after) =>
    got(api.GET('/admin/events', { params: { query: after === undefined ? {} : { after } } })),
  )
  return (
    <Page title={t('nav.activity')} lead={t('activity.events.lead')}>
      <Tabs />
      <Panel isFlush>
        <Table
          label={t('activity.events')}
          columns={columns(t)}
          rows={events.items}
          keyOf={({ id }) => id}
          {...events}
          empty={<Empty title={t('activity.events.empty')}>{t('activity.empty.text')}</Empty>}
        />
      </Panel>
    </Page>
  )
}

const columns = (t: Speak['t']): Column<HubEvent>[] => [
  {
    id: 'at',
    title: t('activity.when'),
    width: '9rem',
    cell: ({ acceptedAt }) => <Time at={acceptedAt} />,
  },
  {
    id: 'what',
    title: t('activity.what'),
    cell: ({ id, type }) => (
      <Link to="/events/$id" params={{ id }} title={type} className="nowrap">
        <strong>{eventName(type)}</strong>
      </Link>
    ),
  },
  {
    id: 'who',
    title: t('activity.who'),
    cell: ({ subject }) => <SubjectView subject={subject} isShort />,
  },
  {
    id: 'why',
    title: t('activity.why'),
    isMinor: true,
    cell: ({ becauseOf: { policyId, reason } }) => (
      <div className="stack-tight">
        <span className="break">{reason}</span>
        <span className="dim small">{policyId}</span>
      </div>
    ),
  },
]
