import { IconShieldCheck } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { Chips, Filters, SearchBox } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { Table } from '../../parts/table.tsx'
import { useWords } from '../../words/index.tsx'
import { incidentColumns } from './columns.tsx'
import { SEVERITIES, STATES, type IncidentSearch } from './search.ts'

const route = getRouteApi('/incidents')

/** What belongs together, and what somebody should look at first. */
export function IncidentsPage() {
  const { t } = useWords()
  const { state = 'active', severity, q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = {
    ...(state !== 'all' && { state }),
    ...(severity && { severity }),
    ...(q !== '' && { q }),
  }
  const incidents = usePaged('/admin/incidents', filter, (after) =>
    got(api.GET('/admin/incidents', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  const show = (changes: IncidentSearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page title={t('nav.incidents')} lead={t('incidents.lead')}>
      <Filters>
        <Chips
          label={t('incidents.state')}
          options={STATES.map((value) => ({ value, label: t(`incident.${value}`) }))}
          value={state}
          choose={(value) => show({ state: value === 'active' ? undefined : value })}
        />
        <Chips
          label={t('incidents.severity')}
          options={(['any', ...SEVERITIES] as const).map((value) => ({
            value,
            label: t(`incidents.from.${value}`),
          }))}
          value={severity ?? 'any'}
          choose={(value) => show({ severity: value === 'any' ? undefined : value })}
        />
        <SearchBox
          label={t('incidents.search')}
          value={q}
          maxLength={128}
          search={(text) => show({ q: text === '' ? undefined : text })}
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('nav.incidents')}
          columns={incidentColumns(t)}
          rows={incidents.items}
          keyOf={({ id }) => id}
          {...incidents}
          empty={<NoIncidents isFiltered={severity !== undefined || q !== ''} />}
        />
      </Panel>
    </Page>
  )
}

function NoIncidents({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useWords()
  return (
    <Empty
      sign={<IconShieldCheck size={32} stroke={1.3} />}
      title={t(isFiltered ? 'incidents.none-such' : 'incidents.empty')}
    >
      {!isFiltered && t('incidents.empty.text')}
    </Empty>
  )
}
