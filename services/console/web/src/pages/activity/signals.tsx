import { IconActivity } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Chips, Filters } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import css from './activity.module.css'
import { Tabs } from './tabs.tsx'

type Signal = components['schemas']['SignalSummary']

const route = getRouteApi('/activity')

/** What came in, newest first. */
export function SignalsPage() {
  const { t } = useWords()
  const { source = '', certainty } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = { ...(source !== '' && { source }), ...(certainty && { certainty }) }
  const signals = usePaged('/admin/signals', filter, (after) =>
    got(api.GET('/admin/signals', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  return (
    <Page title={t('nav.activity')} lead={t('activity.lead')}>
      <Tabs />
      <Filters>
        <Chips
          label={t('activity.certainty')}
          options={(['all', 'proven', 'trusted', 'hint'] as const).map((value) => ({
            value,
            label: t(`certainty.${value}`),
          }))}
          value={certainty ?? 'all'}
          choose={(value) =>
            void navigate({
              search: (before) => ({ ...before, certainty: value === 'all' ? undefined : value }),
              replace: true,
            })
          }
        />
        <SourceChoice
          value={source}
          choose={(id) =>
            void navigate({
              search: (before) => ({ ...before, source: id === '' ? undefined : id }),
              replace: true,
            })
          }
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('activity.signals')}
          columns={columns(t)}
          rows={signals.items}
          keyOf={({ id }) => id}
          {...signals}
          empty={
            <Empty sign={<IconActivity size={32} stroke={1.3} />} title={t('activity.empty')}>
              {t('activity.empty.text')}
            </Empty>
          }
        />
      </Panel>
    </Page>
  )
}

function SourceChoice({ value, choose }: { value: string; choose: (id: string) => void }) {
  const { t } = useWords()
  const { data } = hub.useQuery('get', '/admin/sources', { params: { query: { limit: 200 } } })
  const ids = ['console', ...(data?.items.map(({ id }) => id) ?? [])]
  return (
    <select
      className={css.select}
      aria-label={t('activity.source')}
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{t('activity.every-source')}</option>
      {ids.map((id) => (
        <option key={id}>{id}</option>
      ))}
    </select>
  )
}

const columns = (t: Speak['t']): Column<Signal>[] => [
  {
    id: 'at',
    title: t('activity.when'),
    width: '9rem',
    cell: ({ receivedAt }) => <Time at={receivedAt} />,
  },
  {
    id: 'what',
    title: t('activity.what'),
    cell: ({ id, type, vendorType }) => (
      <div className="stack-tight">
        <Link to="/signals/$id" params={{ id }} title={type}>
          <strong>{eventName(type)}</strong>
        </Link>
        {vendorType !== undefined && !vendorType.startsWith('revocation ') && (
          <span className="dim small break">{vendorType}</span>
        )}
      </div>
    ),
  },
  {
    id: 'who',
    title: t('activity.who'),
    cell: ({ subject }) => <SubjectView subject={subject} isShort />,
  },
  {
    id: 'source',
    title: t('activity.source'),
    isMinor: true,
    cell: ({ sourceId, certainty }) => (
      <div className="stack-tight">
        <span className="break">{sourceId}</span>
        <span className="dim small">{t(`certainty.${certainty}`)}</span>
      </div>
    ),
  },
  {
    id: 'state',
    title: t('activity.state'),
    isMinor: true,
    cell: ({ routedAt }) =>
      routedAt === undefined ? (
        <State kind="wait">{t('activity.undecided')}</State>
      ) : (
        <State kind="ok" isPlain>
          {t('activity.decided')}
        </State>
      ),
  },
]
