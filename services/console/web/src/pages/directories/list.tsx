import { Button } from '@mantine/core'
import { IconAddressBook } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { NewDirectory } from './new.tsx'

export type Directory = components['schemas']['Directory']

/** Identity providers that tell by SCIM who their people are. */
export function DirectoriesPage() {
  const { t } = useWords()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const directories = usePaged('/admin/directories', {}, (after) =>
    got(api.GET('/admin/directories', { params: { query: after === undefined ? {} : { after } } })),
  )
  const make = may('admin') && (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t('directories.new')}
    </Button>
  )
  return (
    <Page title={t('nav.directories')} lead={t('directories.lead')} actions={make}>
      <Panel isFlush>
        <Table
          label={t('nav.directories')}
          columns={columns(t)}
          rows={directories.items}
          keyOf={({ id }) => id}
          {...directories}
          empty={
            <Empty
              sign={<IconAddressBook size={32} stroke={1.3} />}
              title={t('directories.empty')}
              action={make}
            >
              {t('directories.empty.text')}
            </Empty>
          }
        />
      </Panel>
      <NewDirectory isOpen={isMaking} close={() => setMaking(false)} again={directories.again} />
    </Page>
  )
}

const columns = (t: Speak['t']): Column<Directory>[] => [
  {
    id: 'id',
    title: t('directories.id'),
    cell: ({ id, issuer }) => (
      <div className="stack-tight">
        <Link to="/directories/$id" params={{ id }}>
          <strong className="break">{id}</strong>
        </Link>
        <span className="dim small break">{issuer}</span>
      </div>
    ),
  },
  { id: 'users', title: t('directories.users'), align: 'right', cell: ({ users }) => users },
  {
    id: 'contact',
    title: t('directories.contact'),
    cell: ({ contactedAt }) =>
      contactedAt === undefined ? (
        <span className="dim">{t('directories.never')}</span>
      ) : (
        <Time at={contactedAt} isRelative />
      ),
  },
  {
    id: 'refusal',
    title: t('directories.refusal'),
    isMinor: true,
    cell: ({ lastRefusal }) => <Refusal refusal={lastRefusal} />,
  },
  { id: 'tenant', title: t('subscribers.tenant'), isMinor: true, cell: ({ tenantId }) => tenantId },
]

export function Refusal({ refusal }: { refusal: Directory['lastRefusal'] }) {
  if (!refusal) return null
  return (
    <div className="stack-tight">
      <span>
        <Time at={refusal.at} isRelative /> ·{' '}
        <code>
          {refusal.request} {refusal.status}
        </code>
      </span>
      <span className="dim small break">{refusal.because}</span>
    </div>
  )
}
