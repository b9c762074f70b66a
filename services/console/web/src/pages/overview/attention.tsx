import { IconChecks } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { appColumn } from '../../parts/app.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { Target } from '../alerts/target.tsx'
import { incidentColumns } from '../incidents/columns.tsx'
import { healthOf, type Stream } from '../streams/health.ts'

const FEW = 10

type Alert = components['schemas']['Alert']

export function Alerts() {
  const { t, name } = useWords()
  const filter = { state: 'open', limit: FEW } as const
  const { items, error, again } = usePaged('/admin/alerts', filter, () =>
    got(api.GET('/admin/alerts', { params: { query: filter } })),
  )
  const columns: Column<Alert>[] = [
    {
      id: 'severity',
      title: t('alerts.severity'),
      cell: ({ severity }) => (
        <State kind={severity === 'critical' ? 'bad' : 'warn'}>{t(`alerts.${severity}`)}</State>
      ),
    },
    {
      id: 'what',
      title: t('alerts.what'),
      cell: ({ kind, text, target }) => (
        <div className="stack-tight">
          <strong>{name('alert', kind)}</strong>
          <span className="break">{text}</span>
          <span className="small">
            <Target target={target} />
          </span>
        </div>
      ),
    },
    {
      id: 'since',
      title: t('alerts.since'),
      cell: ({ since }) => <Time at={since} isRelative />,
    },
  ]
  return (
    <Panel title={t('nav.alerts')} aside={<Link to="/alerts">{t('overview.all')}</Link>} isFlush>
      <Table
        label={t('nav.alerts')}
        rows={items}
        error={error}
        again={again}
        keyOf={({ id }) => id}
        columns={columns}
        empty={
          <Empty sign={<IconChecks size={32} stroke={1.3} />} title={t('alerts.empty')}>
            {t('alerts.empty.text')}
          </Empty>
        }
      />
    </Panel>
  )
}

export function Incidents() {
  const { t } = useWords()
  const filter = { state: 'active', limit: FEW } as const
  const { items, error, again } = usePaged('/admin/incidents', filter, () =>
    got(api.GET('/admin/incidents', { params: { query: filter } })),
  )
  return (
    <Panel
      title={t('nav.incidents')}
      aside={<Link to="/incidents">{t('overview.all')}</Link>}
      isFlush
    >
      <Table
        label={t('nav.incidents')}
        rows={items}
        error={error}
        again={again}
        keyOf={({ id }) => id}
        columns={incidentColumns(t)}
        empty={<Empty title={t('incidents.empty')} />}
      />
    </Panel>
  )
}

const streamColumns = (t: Speak['t']): Column<Stream>[] => [
  appColumn(t),
  {
    id: 'state',
    title: t('streams.state'),
    cell: (stream) => {
      const { kind, word } = healthOf(stream)
      return <State kind={kind}>{t(word)}</State>
    },
  },
  {
    id: 'problem',
    title: t('streams.problem'),
    cell: ({ failing }) => <span className="break">{failing?.last ?? ''}</span>,
  },
]

export function FailingStreams() {
  const { t } = useWords()
  const filter = { health: 'failing', limit: FEW } as const
  const { items, error, again } = usePaged('/admin/streams', filter, () =>
    got(api.GET('/admin/streams', { params: { query: filter } })),
  )
  return (
    <Panel
      title={t('overview.failing')}
      aside={<Link to="/streams">{t('overview.all')}</Link>}
      isFlush
    >
      <Table
        label={t('overview.failing')}
        rows={items}
        error={error}
        again={again}
        keyOf={({ streamId }) => streamId}
        columns={streamColumns(t)}
        empty={<Empty title={t('overview.no-failing')} />}
      />
    </Panel>
  )
}
