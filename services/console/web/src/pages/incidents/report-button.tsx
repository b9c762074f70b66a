import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { now } from '../../clock.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { keepFile } from '../../parts/keep-file.ts'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { shortId, type IncidentDetail } from './incident.tsx'
import { toCsv, toMarkdown, type Story } from './report.ts'

/** Signals and notes that a report holds; it says so where there are more. */
const MOST_STEPS = 2_000
const MOST_NOTES = 1_000
const PART = 50

/** The timeline, to take into the report that others read. */
export function ReportButton({ detail }: { detail: IncidentDetail }) {
  const { t, name } = useWords()
  const [isOpen, setOpen] = useState(false)
  const {
    act: save,
    isBusy,
    error,
  } = useAct(async (format: 'md' | 'csv') => {
    const story = await storyOf(detail)
    const words = { t, name }
    const file = `incident-${shortId(detail.incident.id)}.${format}`
    if (format === 'md') keepFile(file, 'text/markdown', toMarkdown(story, words, now()))
    else keepFile(file, 'text/csv', toCsv(story, words))
    setOpen(false)
  })
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('incident.report')}
      </Button>
      <Dialog title={t('incident.report')} isOpen={isOpen} close={() => setOpen(false)}>
        <div className="stack">
          <p>{t('incident.report.text')}</p>
          <Trouble error={error} />
          <div className="row">
            <Button size="xs" loading={isBusy} onClick={() => save('md')}>
              {t('incident.report.markdown')}
            </Button>
            <Button size="xs" variant="default" loading={isBusy} onClick={() => save('csv')}>
              {t('incident.report.csv')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}

async function storyOf(detail: IncidentDetail): Promise<Story> {
  const path = { id: detail.incident.id }
  const steps = await all(MOST_STEPS, (query) =>
    got(api.GET('/admin/incidents/{id}/timeline', { params: { path, query } })),
  )
  const notes = await all(MOST_NOTES, (query) =>
    got(api.GET('/admin/incidents/{id}/notes', { params: { path, query } })),
  )
  return {
    detail,
    steps: steps.items,
    notes: notes.items.toReversed(), // told newest first
    isCut: steps.isCut,
    areNotesCut: notes.isCut,
  }
}

type Part<Item> = { items: readonly Item[]; next?: string | undefined }

/** Part after part, up to so many. */
async function all<Item>(
  most: number,
  ask: (query: { limit: number; after?: string }) => Promise<Part<Item>>,
): Promise<{ items: Item[]; isCut: boolean }> {
  const items: Item[] = []
  let after: string | undefined
  do {
    const part = await ask({ limit: PART, ...(after !== undefined && { after }) })
    items.push(...part.items)
    after = part.next
  } while (after !== undefined && items.length < most)
  return { items, isCut: after !== undefined }
}
