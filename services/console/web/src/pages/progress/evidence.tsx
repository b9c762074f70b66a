import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { keepFile } from '../../parts/keep-file.ts'
import { problemText } from '../../parts/problem-text.ts'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'

/** The proof to keep: signed pages, the signed JSON, or this page on paper. */
export function Evidence({ txn }: { txn: string }) {
  const { t } = useWords()
  const say = useSay()
  const [busy, setBusy] = useState<'json' | 'pdf'>()
  const params = { path: { txn } }
  const save = (format: 'json' | 'pdf') => () => {
    setBusy(format)
    const saved =
      format === 'json'
        ? got(api.GET('/admin/revocations/{txn}/evidence', { params })).then((bundle) =>
            keepFile(
              `evidence-${txn}.json`,
              'application/json',
              JSON.stringify(bundle, undefined, 2),
            ),
          )
        : got(api.GET('/admin/revocations/{txn}/evidence.pdf', { params, parseAs: 'blob' })).then(
            (pages) => keepFile(`evidence-${txn}.pdf`, 'application/pdf', pages),
          )
    saved
      .catch((error: unknown) => say(problemText(error, t), 'bad'))
      .finally(() => setBusy(undefined))
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => print()}>
        {t('progress.print')}
      </Button>
      <Button size="xs" variant="default" onClick={save('json')} loading={busy === 'json'}>
        {t('progress.evidence')}
      </Button>
      <Button size="xs" onClick={save('pdf')} loading={busy === 'pdf'}>
        {t('progress.evidence.pdf')}
      </Button>
    </>
  )
}
