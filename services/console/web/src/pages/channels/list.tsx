import { Button } from '@mantine/core'
import { IconMessageBolt } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { NewChannel } from './new.tsx'

export type Channel = components['schemas']['Channel']

/** Where policies tell people or tools. */
export function ChannelsPage() {
  const { t } = useWords()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const channels = usePaged('/admin/channels', {}, (after) =>
    got(api.GET('/admin/channels', { params: { query: after === undefined ? {} : { after } } })),
  )
  const make = may('admin') && (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t('channels.new')}
    </Button>
  )
  return (
    <Page title={t('nav.channels')} lead={t('channels.lead')} actions={make}>
      <Panel isFlush>
        <Table
          label={t('nav.channels')}
          columns={columns(t)}
          rows={channels.items}
          keyOf={({ name }) => name}
          {...channels}
          empty={
            <Empty
              sign={<IconMessageBolt size={32} stroke={1.3} />}
              title={t('channels.empty')}
              action={make}
            >
              {t('channels.empty.text')}
            </Empty>
          }
        />
      </Panel>
      <NewChannel isOpen={isMaking} close={() => setMaking(false)} again={channels.again} />
    </Page>
  )
}

const columns = (t: Speak['t']): Column<Channel>[] => [
  {
    id: 'name',
    title: t('channels.name'),
    cell: ({ name, description }) => (
      <div className="stack-tight">
        <Link to="/channels/$name" params={{ name }}>
          <strong className="break">{name}</strong>
        </Link>
        <span className="dim small break">{description}</span>
      </div>
    ),
  },
  { id: 'state', title: t('streams.state'), cell: (channel) => <ChannelState channel={channel} /> },
  { id: 'pending', title: t('channels.pending'), align: 'right', cell: ({ pending }) => pending },
  { id: 'dead', title: t('channels.dead'), align: 'right', cell: ({ dead }) => dead },
  {
    id: 'failure',
    title: t('channels.failure'),
    isMinor: true,
    cell: ({ lastFailure }) => <span className="break">{lastFailure}</span>,
  },
  {
    id: 'url',
    title: t('channels.url'),
    isMinor: true,
    cell: ({ url }) => <span className="break">{url}</span>,
  },
]

/** What fails is seen before that it is paused: both wait for somebody. */
export function ChannelState({ channel: { status, dead, lastFailure } }: { channel: Channel }) {
  const { t } = useWords()
  if (status === 'paused') return <State kind="idle">{t('channel.paused')}</State>
  if (lastFailure !== undefined) return <State kind="bad">{t('channel.failing')}</State>
  if (dead > 0) return <State kind="warn">{t('channel.gave-up')}</State>
  return <State kind="ok">{t('channel.enabled')}</State>
}
