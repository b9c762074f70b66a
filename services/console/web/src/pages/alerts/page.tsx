import { Button } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Chips, Filters } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useSaidAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { Target } from './target.tsx'

type Alert = components['schemas']['Alert']

const route = getRouteApi('/alerts')

/** What the hub wants its operators to know by itself. */
export function AlertsPage() {
  const { t, name } = useWords()
  const { state = 'open' } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = state === 'all' ? {} : { state }
  const alerts = usePaged('/admin/alerts', filter, (after) =>
    got(api.GET('/admin/alerts', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  return (
    <Page title={t('nav.alerts')} lead={t('alerts.lead')}>
      <Filters>
        <Chips
          label={t('streams.state')}
          options={(['open', 'resolved', 'all'] as const).map((value) => ({
            value,
            label: t(`alerts.${value}`),
          }))}
          value={state}
          choose={(value) => void navigate({ search: { state: value }, replace: true })}
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('nav.alerts')}
          rows={alerts.items}
          keyOf={({ id }) => id}
          {...alerts}
          empty={
            <Empty sign={<IconBell size={32} stroke={1.3} />} title={t('alerts.empty')}>
              {t('alerts.empty.text')}
            </Empty>
          }
          columns={[
            {
              id: 'severity',
              title: t('alerts.severity'),
              cell: ({ severity, state: is }) => (
                <State kind={is === 'resolved' ? 'ok' : severity === 'critical' ? 'bad' : 'warn'}>
                  {is === 'resolved' ? t('alerts.resolved') : t(`alerts.${severity}`)}
                </State>
              ),
            },
            {
              id: 'text',
              title: t('alerts.what'),
              cell: ({ kind, text }) => (
                <div className="stack-tight">
                  <strong>{name('alert', kind)}</strong>
                  <span className="break">{text}</span>
                </div>
              ),
            },
            { id: 'target', title: t('alerts.target'), isMinor: true, cell: Target },
            {
              id: 'since',
              title: t('alerts.since'),
              cell: ({ since }) => <Time at={since} isRelative />,
            },
            {
              id: 'count',
              title: t('alerts.count'),
              align: 'right',
              isMinor: true,
              cell: ({ count }) => count,
            },
            {
              id: 'who',
              title: t('alerts.who'),
              cell: (alert) => <Acknowledge alert={alert} again={alerts.again} />,
            },
          ]}
        />
      </Panel>
    </Page>
  )
}

function Acknowledge({ alert, again }: { alert: Alert; again: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const { id, acknowledged, state } = alert
  const { act: acknowledge, isBusy } = useSaidAct(async () => {
    await got(api.POST('/admin/alerts/{id}/acknowledge', { params: { path: { id } } }))
    again()
  })
  if (acknowledged)
    return (
      <span className="break" title={acknowledged.at}>
        {acknowledged.by}
      </span>
    )
  if (state === 'resolved' || !may('responder')) return null
  return (
    <Button size="compact-xs" variant="default" onClick={acknowledge} loading={isBusy}>
      {t('alerts.acknowledge')}
    </Button>
  )
}
