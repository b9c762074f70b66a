import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import type { Detail } from './identity.ts'

type Name = Detail['identifiers'][number]

/** Every name, who says that it is theirs, and why. */
export function Names({ detail: { identifiers } }: { detail: Detail }) {
  const { t } = useWords()
  return (
    <Panel title={t('identity.names')} isFlush>
      <Table
        label={t('identity.names')}
        columns={columns(t)}
        rows={identifiers}
        keyOf={({ subject, origin }) => `${JSON.stringify(subject)} ${origin}`}
      />
    </Panel>
  )
}

const columns = (t: Speak['t']): Column<Name>[] => [
  {
    id: 'name',
    title: t('identity.name'),
    cell: ({ subject, isDisputed, isScoped }) => (
      <div className="stack-tight">
        <SubjectView subject={subject} />
        {isDisputed && <State kind="warn">{t('identity.disputed')}</State>}
        {isScoped && <State kind="idle">{t('identity.scoped')}</State>}
      </div>
    ),
  },
  { id: 'origin', title: t('identity.origin'), cell: ({ origin }) => origin },
  {
    id: 'reason',
    title: t('identity.reason'),
    cell: ({ reason }) => <span className="break">{reason}</span>,
  },
  {
    id: 'since',
    title: t('identity.since'),
    isMinor: true,
    cell: ({ linkedAt }) => <Time at={linkedAt} />,
  },
]
