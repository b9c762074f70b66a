import { Button } from '@mantine/core'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { keepFile } from '../../parts/keep-file.ts'
import { useSaidAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

/** The proof to keep: signed pages, the signed JSON, or this page on paper. */
export function Evidence({ txn }: { txn: string }) {
  const { t } = useWords()
  const params = { path: { txn } }
  const json = useSaidAct(async () => {
    const bundle = await got(api.GET('/admin/revocations/{txn}/evidence', { params }))
    keepFile(`evidence-${txn}.json`, 'application/json', JSON.stringify(bundle, undefined, 2))
  })
  const pdf = useSaidAct(async () => {
    const path = '/admin/revocations/{txn}/evidence.pdf'
    const pages = await got(api.GET(path, { params, parseAs: 'blob' }))
    keepFile(`evidence-${txn}.pdf`, 'application/pdf', pages)
  })
  return (
    <>
      <Button size="xs" variant="default" onClick={() => print()}>
        {t('progress.print')}
      </Button>
      <Button size="xs" variant="default" onClick={json.act} loading={json.isBusy}>
        {t('progress.evidence')}
      </Button>
      <Button size="xs" onClick={pdf.act} loading={pdf.isBusy}>
        {t('progress.evidence.pdf')}
      </Button>
    </>
  )
}
