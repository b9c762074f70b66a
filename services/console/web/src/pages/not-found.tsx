import { Link } from '@tanstack/react-router'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { useWords } from '../words/index.tsx'

export function NotFound() {
  const { t } = useWords()
  return (
    <Page title={t('page.not-found')}>
      <Empty title={t('page.not-found.text')} action={<Link to="/">{t('page.home')}</Link>} />
    </Page>
  )
}
