import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/index.tsx'

export function OverviewPage() {
  const { t } = useWords()
  return <Page title={t('nav.overview')}>{null}</Page>
}
