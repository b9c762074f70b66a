import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { keepFile } from '../../parts/keep-file.ts'
import { problemText } from '../../parts/problem-text.ts'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'

/** The proof to keep: signed JSON as a file, or this page on paper. */
export function Evidence({ txn }: { txn: string }) {
  const { t } = useWords()
  const say = useSay()
  const [isBusy, setBusy] = useState(false)
  const save = () => {
    setBusy(true)
    got(api.GET('/admin/revocations/{txn}/evidence', { params: { path: { txn } } }))
      .then((bundle) =>
        keepFile(`evidence-${txn}.json`, 'application/json', JSON.stringify(bundle, undefined, 2)),
      )
      .catch((error: unknown) => say(problemText(error, t), 'bad'))
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => print()}>
        {t('progress.print')}
      </Button>
      <Button size="xs" onClick={save} loading={isBusy}>
        {t('progress.evidence')}
      </Button>
    </>
  )
}
