import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { IncidentStateSign, SeverityState, shortId } from '../incidents/incident.tsx'

const FEW = 10

/** The stories that it is part of, the newest first. */
export function Incidents({ id }: { id: string }) {
  const { t } = useWords()
  const filter = { principalId: id, limit: FEW }
  const incidents = usePaged('/admin/incidents', filter, (after) =>
    got(api.GET('/admin/incidents', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  return (
    <Panel title={t('nav.incidents')} isFlush>
      <Table
        label={t('nav.incidents')}
        rows={incidents.items}
        keyOf={(incident) => incident.id}
        {...incidents}
        empty={<Empty title={t('identity.no-incident')} />}
        columns={[
          {
            id: 'severity',
            title: t('incidents.severity'),
            cell: ({ severity }) => <SeverityState severity={severity} />,
          },
          {
            id: 'what',
            title: t('incidents.what'),
            cell: (incident) => (
              <Link to="/incidents/$id" params={{ id: incident.id }} className="break">
                {incident.what.map(eventName).join(', ') || shortId(incident.id)}
              </Link>
            ),
          },
          {
            id: 'state',
            title: t('incidents.state'),
            cell: ({ state }) => <IncidentStateSign state={state} />,
          },
        ]}
      />
    </Panel>
  )
}

/** What was heard about it, the newest first. */
export function Signals({ id }: { id: string }) {
  const { t } = useWords()
  const filter = { principalId: id, limit: FEW }
  const signals = usePaged('/admin/signals', filter, (after) =>
    got(api.GET('/admin/signals', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  return (
    <Panel title={t('activity.signals')} isFlush>
      <Table
        label={t('activity.signals')}
        rows={signals.items}
        keyOf={(signal) => signal.id}
        {...signals}
        empty={<Empty title={t('identity.no-signal')} />}
        columns={[
          {
            id: 'what',
            title: t('activity.what'),
            cell: (signal) => (
              <Link to="/signals/$id" params={{ id: signal.id }} title={signal.type}>
                {eventName(signal.type)}
              </Link>
            ),
          },
          { id: 'source', title: t('activity.source'), cell: ({ sourceId }) => sourceId },
          {
            id: 'at',
            title: t('activity.when'),
            cell: ({ receivedAt }) => <Time at={receivedAt} isRelative />,
          },
        ]}
      />
    </Panel>
  )
}
