import { Button } from '@mantine/core'
import { Page } from '../parts/page.tsx'
import { useWords } from '../words/index.tsx'

/** A page threw: the frame around it stays. */
export function Broke({ reset }: { reset: () => void }) {
  const { t } = useWords()
  return (
    <Page title={t('page.broke')} lead={t('page.broke.text')}>
      <div>
        <Button variant="default" onClick={reset}>
          {t('page.again')}
        </Button>
      </div>
    </Page>
  )
}
