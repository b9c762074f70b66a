import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { hub } from '../../api/client.ts'
import { Empty } from '../../parts/empty.tsx'
import { Panel } from '../../parts/page.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'

type Refusals = components['schemas']['SourceRefusals']

/** A sender that is being mended is watched. */
const AGAIN_MS = 3_000

/** What was refused of a source, a day and a reason a line, with what the sender is not told. */
export function RefusalTable({ id }: { id: string }) {
  const { t, number } = useWords()
  const query = hub.useQuery(
    'get',
    '/admin/sources/{id}/refusals',
    { params: { path: { id } } },
    { refetchInterval: AGAIN_MS },
  )
  return (
    <Panel title={t('refusals.title')} isFlush>
      <Table
        label={t('refusals.title')}
        rows={query.data?.items}
        error={query.error}
        again={() => void query.refetch()}
        keyOf={({ day, code }) => `${day} ${code}`}
        columns={columns(t, number)}
        empty={<Empty title={t('refusals.empty')}>{t('refusals.empty.text')}</Empty>}
      />
    </Panel>
  )
}

const columns = (t: Speak['t'], number: Speak['number']): Column<Refusals>[] => [
  {
    id: 'last',
    title: t('refusals.last'),
    cell: ({ lastAt }) => <Time at={lastAt} isRelative />,
  },
  { id: 'code', title: t('refusals.code'), cell: ({ code }) => <code>{code}</code> },
  {
    id: 'count',
    title: t('refusals.count'),
    align: 'right',
    cell: ({ count }) => number(count),
  },
  {
    id: 'why',
    title: t('refusals.why'),
    cell: ({ samples }) => (
      <ul className="stack-tight">
        {samples.map(({ at, reason, address, bytes }, index) => (
          <li key={index} className="break">
            {reason}{' '}
            <span className="dim small">
              <Time at={at} /> {address} {bytes !== undefined && `${number(bytes)} B`}
            </span>
          </li>
        ))}
      </ul>
    ),
  },
]
