import { IconBuildingBroadcastTower } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { Chips, Filters, SearchBox } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { healthOf, type Stream } from './health.ts'
import type { StreamSearch, Which } from './search.ts'

const route = getRouteApi('/streams')

const WHICH = {
  all: {},
  failing: { health: 'failing' },
  waiting: { health: 'waiting' },
  rejected: { health: 'rejected' },
  paused: { status: 'paused' },
  disabled: { status: 'disabled' },
} as const satisfies Record<Which, object>

export function StreamsPage() {
  const { t } = useWords()
  const { which = 'all', search = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = { ...WHICH[which], ...(search === '' ? {} : { search }) }
  const streams = usePaged('/admin/streams', filter, (after) =>
    got(api.GET('/admin/streams', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  const show = (changes: StreamSearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page title={t('nav.streams')} lead={t('streams.lead')}>
      <Filters>
        <Chips
          label={t('streams.which')}
          options={(Object.keys(WHICH) as Which[]).map((value) => ({
            value,
            label: t(`streams.which.${value}`),
          }))}
          value={which}
          choose={(value) => show({ which: value === 'all' ? undefined : value })}
        />
        <SearchBox
          label={t('streams.search')}
          value={search}
          search={(text) => show({ search: text === '' ? undefined : text })}
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('nav.streams')}
          columns={columns(t)}
          rows={streams.items}
          keyOf={({ streamId }) => streamId}
          {...streams}
          empty={<NoStreams isFiltered={Object.keys(filter).length > 0} />}
        />
      </Panel>
    </Page>
  )
}

const columns = (t: Speak['t']): Column<Stream>[] => [
  {
    id: 'app',
    title: t('streams.app'),
    width: '30%',
    cell: ({ streamId, subscriber, endpointUrl, method }) => (
      <div className="stack-tight">
        <Link to="/streams/$id" params={{ id: streamId }}>
          <strong className="break">{subscriber.name}</strong>
        </Link>
        <span className="dim small break">
          {endpointUrl ?? t(method === 'urn:ietf:rfc:8936' ? 'streams.poll' : 'streams.push')}
        </span>
      </div>
    ),
  },
  {
    id: 'state',
    title: t('streams.state'),
    cell: (stream) => {
      const { kind, word } = healthOf(stream)
      return <State kind={kind}>{t(word)}</State>
    },
  },
  {
    id: 'backlog',
    title: t('streams.waiting'),
    align: 'right',
    cell: ({ backlog, oldestOwedAt }) => (
      <div className="stack-tight">
        <span>{backlog}</span>
        {oldestOwedAt !== undefined && (
          <span className="dim small">
            <Time at={oldestOwedAt} isRelative />
          </span>
        )}
      </div>
    ),
  },
  {
    id: 'rejected',
    title: t('streams.rejected'),
    align: 'right',
    isMinor: true,
    cell: ({ rejected }) => rejected,
  },
  {
    id: 'problem',
    title: t('streams.problem'),
    isMinor: true,
    cell: ({ failing, statusReason }) =>
      failing ? (
        <div className="stack-tight">
          <span className="break">{failing.last}</span>
          <span className="dim small">
            {t('streams.next-try')} <Time at={failing.nextAttemptAt} isRelative />
          </span>
        </div>
      ) : (
        <span className="dim break">{statusReason ?? ''}</span>
      ),
  },
]

function NoStreams({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useWords()
  if (isFiltered) return <Empty title={t('streams.none-such')} />
  return (
    <Empty
      sign={<IconBuildingBroadcastTower size={32} stroke={1.3} />}
      title={t('streams.empty')}
      action={<Link to="/subscribers">{t('streams.empty.action')}</Link>}
    >
      {t('streams.empty.text')}
    </Empty>
  )
}
