import { useWords } from '../../words/index.tsx'
import { Page } from '../../parts/page.tsx'
import { Alerts, FailingStreams, Incidents } from './attention.tsx'
import { Glance } from './glance.tsx'

/** What needs attention now, and how the hub does. */
export function OverviewPage() {
  const { t } = useWords()
  return (
    <Page title={t('nav.overview')} lead={t('overview.lead')}>
      <Alerts />
      <Glance />
      <Incidents />
      <FailingStreams />
    </Page>
  )
}
