import { Button } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'

type Source = components['schemas']['Source']

/** Where signals come from. */
export function SourcesPage() {
  const { t } = useWords()
  const may = useMay()
  const sources = usePaged('/admin/sources', {}, (after) =>
    got(api.GET('/admin/sources', { params: { query: after === undefined ? {} : { after } } })),
  )
  return (
    <Page
      title={t('nav.sources')}
      lead={t('sources.lead')}
      actions={
        may('admin') && (
          <Button size="xs" component={Link} to="/connect">
            {t('connect.title')}
          </Button>
        )
      }
    >
      <Panel isFlush>
        <Table
          label={t('nav.sources')}
          columns={columns(t)}
          rows={sources.items}
          keyOf={({ id }) => id}
          {...sources}
          empty={
            <Empty sign={<IconPlugConnected size={32} stroke={1.3} />} title={t('sources.empty')}>
              {t('sources.empty.text')}
            </Empty>
          }
        />
      </Panel>
    </Page>
  )
}

const columns = (t: Speak['t']): Column<Source>[] => [
  {
    id: 'id',
    title: t('sources.source'),
    cell: ({ id, issuer }) => (
      <div className="stack-tight">
        <Link to="/sources/$id" params={{ id }}>
          <strong className="break">{id}</strong>
        </Link>
        <span className="dim small break">{issuer}</span>
      </div>
    ),
  },
  { id: 'kind', title: t('sources.kind'), cell: ({ kind }) => kind },
  {
    id: 'state',
    title: t('streams.state'),
    cell: ({ status }) => (
      <State kind={status === 'active' ? 'ok' : 'warn'}>{t(`source.${status}`)}</State>
    ),
  },
  { id: 'trust', title: t('sources.trust'), cell: ({ trust }) => t(`trust.${trust}`) },
  {
    id: 'created',
    title: t('subscribers.created'),
    isMinor: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
]
