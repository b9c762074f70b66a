import { Button } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { MODE_KIND, type PolicyRecord } from './policy.ts'

/** What turns signals into events. */
export function PoliciesPage() {
  const { t } = useWords()
  const may = useMay()
  const policies = usePaged('/admin/policies', {}, (after) =>
    got(api.GET('/admin/policies', { params: { query: after === undefined ? {} : { after } } })),
  )
  return (
    <Page
      title={t('nav.policies')}
      lead={t('policies.lead')}
      actions={
        may('admin') && (
          <Button size="xs" component={Link} to="/write-policy">
            {t('policies.new')}
          </Button>
        )
      }
    >
      <Panel isFlush>
        <Table
          label={t('nav.policies')}
          columns={columns(t)}
          rows={policies.items}
          keyOf={({ id }) => id}
          {...policies}
          empty={
            <Empty sign={<IconGavel size={32} stroke={1.3} />} title={t('policies.empty')}>
              {t('policies.empty.text')}
            </Empty>
          }
        />
      </Panel>
    </Page>
  )
}

const columns = (t: Speak['t']): Column<PolicyRecord>[] => [
  {
    id: 'name',
    title: t('policies.policy'),
    width: '50%',
    cell: ({ id, name, description }) => (
      <div className="stack-tight">
        <Link to="/policies/$id" params={{ id }}>
          <strong className="break">{name}</strong>
        </Link>
        <span className="dim small">{description ?? id}</span>
      </div>
    ),
  },
  {
    id: 'mode',
    title: t('policies.mode'),
    cell: ({ mode, trouble }) => (
      <div className="row">
        <State kind={MODE_KIND[mode]}>{t(`policy.mode.${mode}`)}</State>
        {trouble && <State kind="bad">{t('policy.trouble')}</State>}
      </div>
    ),
  },
  {
    id: 'version',
    title: t('policies.version'),
    align: 'right',
    isMinor: true,
    cell: ({ version }) => version,
  },
  {
    id: 'updated',
    title: t('policies.updated'),
    isMinor: true,
    cell: ({ updatedAt, updatedBy }) => (
      <div className="stack-tight">
        <Time at={updatedAt} />
        <span className="dim small break">{updatedBy}</span>
      </div>
    ),
  },
]
