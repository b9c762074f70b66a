import { IconChecks } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { Chips, Filters } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { Whom } from './whom.tsx'
import { standingOf, type Approval } from './approval.ts'

const route = getRouteApi('/approvals')

const STATES = ['open', 'approved', 'rejected', 'expired'] as const

/** What waits for a second person's yes, or to be looked at by one; and what became of it. */
export function ApprovalsPage() {
  const { t } = useWords()
  const { state = 'open' } = route.useSearch()
  const navigate = route.useNavigate()
  const approvals = usePaged('/admin/approvals', { state }, (after) =>
    got(
      api.GET('/admin/approvals', {
        params: { query: { state, ...(after && { after }) } },
      }),
    ),
  )
  return (
    <Page title={t('nav.approvals')} lead={t('approvals.lead')}>
      <Filters>
        <Chips
          label={t('streams.state')}
          options={STATES.map((value) => ({ value, label: t(`approvals.${value}`) }))}
          value={state}
          choose={(value) =>
            void navigate({ search: value === 'open' ? {} : { state: value }, replace: true })
          }
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('nav.approvals')}
          columns={columns(t)}
          rows={approvals.items}
          keyOf={({ id }) => id}
          {...approvals}
          empty={
            <Empty sign={<IconChecks size={32} stroke={1.3} />} title={t('approvals.empty')}>
              {t('approvals.empty.text')}
            </Empty>
          }
        />
      </Panel>
    </Page>
  )
}

const columns = (t: Speak['t']): Column<Approval>[] => [
  {
    id: 'what',
    title: t('approvals.what'),
    cell: ({ id, summary, about }) => (
      <div className="stack-tight">
        <Link to="/approvals/$id" params={{ id }}>
          <strong className="break">{summary}</strong>
        </Link>
        <span className="dim small">
          <Whom about={about} />
        </span>
      </div>
    ),
  },
  {
    id: 'state',
    title: t('streams.state'),
    cell: (approval) => {
      const { kind, word } = standingOf(approval)
      return <State kind={kind}>{t(word)}</State>
    },
  },
  {
    id: 'asked',
    title: t('approvals.asked'),
    isMinor: true,
    cell: ({ askedBy, askedAt }) => (
      <div className="stack-tight">
        <span className="break">{askedBy}</span>
        <span className="dim small">
          <Time at={askedAt} isRelative />
        </span>
      </div>
    ),
  },
  {
    id: 'expires',
    title: t('approvals.expires'),
    isMinor: true,
    cell: ({ expiresAt }) => <Time at={expiresAt} isRelative />,
  },
]
