import { Button } from '@mantine/core'
import { IconTopologyStar3 } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Filters, SearchBox } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { NewSubscriber } from './new.tsx'

type Subscriber = components['schemas']['Subscriber']

const route = getRouteApi('/subscribers')

export function SubscribersPage() {
  const { t } = useWords()
  const may = useMay()
  const { search = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const [isMaking, setMaking] = useState(false)
  const filter = search === '' ? {} : { search }
  const subscribers = usePaged('/admin/subscribers', filter, (after) =>
    got(
      api.GET('/admin/subscribers', { params: { query: { ...filter, ...(after && { after }) } } }),
    ),
  )
  const make = may('admin') && (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t('subscribers.new')}
    </Button>
  )
  return (
    <Page title={t('nav.subscribers')} lead={t('subscribers.lead')} actions={make}>
      <Filters>
        <span />
        <SearchBox
          label={t('subscribers.search')}
          value={search}
          search={(text) =>
            void navigate({ search: text === '' ? {} : { search: text }, replace: true })
          }
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('nav.subscribers')}
          columns={columns(t)}
          rows={subscribers.items}
          keyOf={({ id }) => id}
          {...subscribers}
          empty={
            search === '' ? (
              <Empty
                sign={<IconTopologyStar3 size={32} stroke={1.3} />}
                title={t('subscribers.empty')}
                action={make}
              >
                {t('subscribers.empty.text')}
              </Empty>
            ) : (
              <Empty title={t('subscribers.none-such')} />
            )
          }
        />
      </Panel>
      <NewSubscriber isOpen={isMaking} close={() => setMaking(false)} again={subscribers.again} />
    </Page>
  )
}

const columns = (t: Speak['t']): Column<Subscriber>[] => [
  {
    id: 'name',
    title: t('subscribers.name'),
    cell: ({ id, name, description }) => (
      <div className="stack-tight">
        <Link to="/subscribers/$id" params={{ id }}>
          <strong className="break">{name}</strong>
        </Link>
        <span className="dim small break">{description}</span>
      </div>
    ),
  },
  {
    id: 'audience',
    title: t('subscribers.audience'),
    cell: ({ audience }) => <span className="break">{audience.join(', ')}</span>,
  },
  {
    id: 'tenant',
    title: t('subscribers.tenant'),
    isMinor: true,
    cell: ({ tenantId }) => tenantId,
  },
  {
    id: 'created',
    title: t('subscribers.created'),
    isMinor: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
]
