import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Panel } from '../../parts/page.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'

/** What signals and events that were set aside have in common. */
type SetAside = { id: string; error: string; tries: number; parkedAt: string }

type Props<Row extends SetAside> = {
  path: string
  title: string
  empty: string
  ask: (query: { after?: string }) => Promise<{ items: readonly Row[]; next?: string }>
  replay: (body: { ids?: string[] }) => Promise<{ replayed: number }>
  /** What it is, and where it came from. */
  cell: (row: Row) => ReactNode
}

/** One list of what was set aside; one of it, or the thousand that wait longest, are tried again. */
export function Parked<Row extends SetAside>({ path, title, empty, ...props }: Props<Row>) {
  const { t, count } = useWords()
  const may = useMay()
  const say = useSay()
  const [asked, setAsked] = useState<'all' | { id: string }>()
  const parked = usePaged(path, {}, (after) => props.ask(after === undefined ? {} : { after }))
  const replayAll = may('responder') && (parked.items?.length ?? 0) > 0 && (
    <Button size="compact-xs" onClick={() => setAsked('all')}>
      {t('parked.replay.all')}
    </Button>
  )
  return (
    <Panel title={title} isFlush aside={replayAll}>
      <Table
        label={title}
        rows={parked.items}
        keyOf={({ id }) => id}
        {...parked}
        empty={<Empty title={empty} />}
        columns={useColumns(props.cell, (id) => setAsked({ id }))}
      />
      <Ask
        title={t('parked.replay')}
        text={t('parked.replay.text')}
        confirm={t('parked.replay')}
        isOpen={asked !== undefined}
        close={() => setAsked(undefined)}
        act={async () => {
          const body = typeof asked === 'object' ? { ids: [asked.id] } : {}
          const { replayed } = await props.replay(body)
          say(count('parked.replayed', replayed))
          parked.again()
        }}
      />
    </Panel>
  )
}

function useColumns<Row extends SetAside>(
  what: Props<Row>['cell'],
  replay: (id: string) => void,
): Column<Row>[] {
  const { t } = useWords()
  const may = useMay()
  return [
    {
      id: 'what',
      title: t('activity.what'),
      cell: (row) => <div className="stack-tight">{what(row)}</div>,
    },
    {
      id: 'why',
      title: t('activity.why'),
      cell: ({ error }) => <code className="break">{error}</code>,
    },
    {
      id: 'tries',
      title: t('delivery.tries'),
      align: 'right',
      isMinor: true,
      cell: ({ tries }) => tries,
    },
    {
      id: 'at',
      title: t('parked.at'),
      isMinor: true,
      cell: ({ parkedAt }) => <Time at={parkedAt} isRelative />,
    },
    {
      id: 'replay',
      title: <span className="sr-only">{t('parked.replay')}</span>,
      align: 'right',
      cell: ({ id }) =>
        may('responder') && (
          <Button size="compact-xs" variant="default" onClick={() => replay(id)}>
            {t('parked.replay')}
          </Button>
        ),
    },
  ]
}
