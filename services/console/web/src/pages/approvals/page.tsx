import { Button } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { problemText } from '../../parts/problem-text.ts'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords, type Speak } from '../../words/index.tsx'

type Approval = components['schemas']['Approval']

/** What waits for a second person's yes. */
export function ApprovalsPage() {
  const { t } = useWords()
  const approvals = usePaged('/admin/approvals', {}, (after) =>
    got(
      api.GET('/admin/approvals', {
        params: { query: { state: 'open', ...(after && { after }) } },
      }),
    ),
  )
  return (
    <Page title={t('nav.approvals')} lead={t('approvals.lead')}>
      <Panel isFlush>
        <Table
          label={t('nav.approvals')}
          columns={columns(t, approvals.again)}
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

const columns = (t: Speak['t'], again: () => void): Column<Approval>[] => [
  {
    id: 'what',
    title: t('approvals.what'),
    cell: ({ summary, about }) => (
      <div className="stack-tight">
        <strong className="break">{summary}</strong>
        <span className="dim small break">{about}</span>
      </div>
    ),
  },
  {
    id: 'affected',
    title: t('approvals.affected'),
    align: 'right',
    cell: ({ affected }) => affected,
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
  { id: 'say', title: '', cell: ({ id }) => <Verdict id={id} again={again} /> },
]

/** The hub refuses a yes of whoever asked. */
function Verdict({ id, again }: { id: string; again: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const say = useSay()
  if (!may('approver')) return null
  const decide = (verdict: 'approve' | 'reject') => () => {
    got(api.POST(`/admin/approvals/{id}/${verdict}`, { params: { path: { id } }, body: {} }))
      .then(again)
      .catch((error: unknown) => say(problemText(error, t), 'bad'))
  }
  return (
    <Button.Group>
      <Button size="compact-xs" onClick={decide('approve')}>
        {t('approvals.approve')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={decide('reject')}>
        {t('approvals.reject')}
      </Button>
    </Button.Group>
  )
}
