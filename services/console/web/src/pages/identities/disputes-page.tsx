import { getRouteApi } from '@tanstack/react-router'
import { Chips, Filters } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { useWords } from '../../words/index.tsx'
import { Disputes } from './disputes.tsx'
import { Tabs } from './tabs.tsx'

const route = getRouteApi('/identities/disputes')

export function DisputesPage() {
  const { t } = useWords()
  const { state = 'open' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page title={t('identities.disputes')} lead={t('disputes.lead')}>
      <Tabs />
      <Filters>
        <Chips
          label={t('incidents.state')}
          options={(['open', 'accepted', 'rejected'] as const).map((value) => ({
            value,
            label: t(`disputes.${value}`),
          }))}
          value={state}
          choose={(value) => void navigate({ search: { state: value }, replace: true })}
        />
      </Filters>
      <Panel isFlush>
        <Disputes filter={{ state }} />
      </Panel>
    </Page>
  )
}
