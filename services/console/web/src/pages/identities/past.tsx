import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import type { Detail } from './identity.ts'
import { useChanged } from './use-changed.ts'

/** Names that were theirs, and others that turned out to be them. */
export function Past({ id, detail: { former, merges } }: { id: string; detail: Detail }) {
  const { t } = useWords()
  const may = useMay()
  return (
    <>
      {former.length > 0 && (
        <Panel title={t('identity.former')} isFlush>
          <Table
            label={t('identity.former')}
            columns={formerColumns(t)}
            rows={former}
            keyOf={({ subject, endedAt }) => `${JSON.stringify(subject)} ${endedAt}`}
          />
        </Panel>
      )}
      {merges.length > 0 && (
        <Panel title={t('identity.merges')} isFlush>
          <Table
            label={t('identity.merges')}
            columns={mergeColumns(t, { id, mayUndo: may('responder') })}
            rows={merges}
            keyOf={(merge) => merge.id}
          />
        </Panel>
      )}
    </>
  )
}

const formerColumns = (t: Speak['t']): Column<Detail['former'][number]>[] => [
  {
    id: 'name',
    title: t('identity.name'),
    cell: ({ subject }) => <SubjectView subject={subject} />,
  },
  { id: 'origin', title: t('identity.origin'), cell: ({ origin }) => origin },
  {
    id: 'why',
    title: t('identity.ended'),
    cell: ({ endedBecause, endedAt }) => (
      <div className="stack-tight">
        <span className="break">{endedBecause}</span>
        <span className="dim small">
          <Time at={endedAt} />
        </span>
      </div>
    ),
  },
]

type Merge = Detail['merges'][number]

const mergeColumns = (
  t: Speak['t'],
  { id, mayUndo }: { id: string; mayUndo: boolean },
): Column<Merge>[] => [
  {
    id: 'other',
    title: t('identity.merges.with'),
    cell: ({ survivorId, mergedId }) => (
      <Link to="/identities/$id" params={{ id: survivorId === id ? mergedId : survivorId }}>
        {(survivorId === id ? mergedId : survivorId).slice(-12)}
      </Link>
    ),
  },
  {
    id: 'why',
    title: t('identity.reason'),
    cell: ({ origin, reason }) => (
      <div className="stack-tight">
        <span className="break">{reason}</span>
        <span className="dim small">{origin}</span>
      </div>
    ),
  },
  { id: 'at', title: t('activity.when'), cell: ({ at }) => <Time at={at} /> },
  {
    id: 'undo',
    title: '',
    cell: (merge) =>
      merge.undoneAt !== undefined ? (
        <State kind="idle">{t('identity.undone')}</State>
      ) : (
        mayUndo && merge.survivorId === id && <Undo id={id} merge={merge} />
      ),
  },
]

/** What was joined is two again. */
function Undo({ id, merge }: { id: string; merge: Merge }) {
  const { t } = useWords()
  const changed = useChanged()
  const [isOpen, setOpen] = useState(false)
  const act = async (reason: string) => {
    await got(
      api.POST('/admin/principals/{id}/split', {
        params: { path: { id } },
        body: { mergeId: merge.id, reason },
      }),
    )
    await changed(t('identity.undone'))
  }
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {t('identity.undo')}
      </Button>
      <Ask
        title={t('identity.undo.title')}
        text={t('identity.undo.text')}
        reason={t('identity.why')}
        confirm={t('identity.undo')}
        isOpen={isOpen}
        close={() => setOpen(false)}
        act={act}
      />
    </>
  )
}
