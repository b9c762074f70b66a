import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { hub } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Facts } from '../../parts/facts.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { Secret } from '../../parts/secret.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { ChannelActions, SendTest } from './actions.tsx'
import { ChannelState, type Channel } from './list.tsx'
import { Notices } from './notices.tsx'

const route = getRouteApi('/channels/$name')

/** Whether a channel is heard, what waits for it, and what was given up. */
export function ChannelPage() {
  const { t } = useWords()
  const may = useMay()
  const { name } = route.useParams()
  const [secret, setSecret] = useState<string>()
  const query = hub.useQuery(
    'get',
    '/admin/channels/{name}',
    { params: { path: { name } } },
    { refetchInterval: 10_000 },
  )
  const again = () => void query.refetch()
  return (
    <Page
      title={name}
      lead={query.data?.description}
      trail={<Link to="/channels">{t('nav.channels')}</Link>}
      actions={
        query.data && (
          <>
            {may('responder') && <SendTest name={name} again={again} />}
            {may('admin') && <ChannelActions channel={query.data} again={again} show={setSecret} />}
          </>
        )
      }
    >
      {secret !== undefined && <Secret title={t('channels.secret')} value={secret} />}
      <Loaded query={query}>
        {(data) => (
          <>
            <About channel={data} />
            <Notices channel={name} dead={data.dead} again={again} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function About({ channel }: { channel: Channel }) {
  const { t } = useWords()
  return (
    <Panel title={t('channel.about')} aside={<ChannelState channel={channel} />}>
      <Facts
        facts={[
          [t('channels.url'), channel.url],
          [t('channels.failure'), channel.lastFailure],
          [t('channels.pending'), String(channel.pending)],
          [t('channels.dead'), String(channel.dead)],
          [
            t('channel.old-secret'),
            channel.oldSecretUntil && <Time key="until" at={channel.oldSecretUntil} />,
          ],
          [t('subscribers.created'), <Time key="at" at={channel.createdAt} />],
        ]}
      />
    </Panel>
  )
}
