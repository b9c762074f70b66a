import { Button } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { Secret } from '../../parts/secret.tsx'
import { State } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { healthOf } from '../streams/health.ts'
import { Clients } from './clients.tsx'

type Subscriber = components['schemas']['Subscriber']

const route = getRouteApi('/subscribers/$id')

export function SubscriberPage() {
  const { t } = useWords()
  const may = useMay()
  const { id } = route.useParams()
  const [token, setToken] = useState<string>()
  const query = hub.useQuery('get', '/admin/subscribers/{id}', {
    params: { path: { id } },
  })
  return (
    <Page
      title={query.data?.name ?? t('nav.subscribers')}
      lead={query.data?.description}
      trail={<Link to="/subscribers">{t('nav.subscribers')}</Link>}
      actions={query.data && may('admin') && <Actions subscriber={query.data} show={setToken} />}
    >
      {token !== undefined && <Secret title={t('subscribers.token')} value={token} />}
      <Loaded query={query}>
        {(data) => (
          <>
            <div className="grid-2">
              <About subscriber={data} />
              <Clients id={id} />
            </div>
            <Streams id={id} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function About({ subscriber }: { subscriber: Subscriber }) {
  const { t } = useWords()
  const listed = (list: readonly string[] | undefined) => list?.join(', ')
  return (
    <Panel title={t('subscriber.about')}>
      <Facts
        facts={[
          [t('subscriber.id'), <Copy key="id" text={subscriber.id} />],
          [t('subscribers.audience'), subscriber.audience.join(', ')],
          [t('subscribers.tenant'), subscriber.tenantId],
          [
            t('subscriber.allowed'),
            listed(subscriber.allowedEvents) ?? t('subscriber.allowed.all'),
          ],
          [t('subscribers.hosts'), listed(subscriber.pushHosts) ?? t('subscriber.hosts.any')],
          [t('subscriber.ranges'), listed(subscriber.ipRanges) ?? t('subscriber.ranges.any')],
          [
            t('subscriber.formats'),
            listed(subscriber.subjectFormats) ?? t('subscriber.formats.any'),
          ],
          [t('subscriber.signing'), subscriber.signingAlg],
          [t('subscriber.encrypted'), t(subscriber.encryption ? 'value.yes' : 'value.no')],
          [t('subscriber.dpop'), t(subscriber.requireDpop ? 'value.yes' : 'value.no')],
          [t('subscribers.created'), <Time key="at" at={subscriber.createdAt} />],
        ]}
      />
    </Panel>
  )
}

type ActionsProps = { subscriber: Subscriber; show: (token: string) => void }

function Actions({ subscriber: { id, name }, show }: ActionsProps) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<'rotate' | 'delete'>()
  const params = { path: { id } }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked('rotate')}>
        {t('subscriber.rotate')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsked('delete')}>
        {t('subscriber.delete')}
      </Button>
      <Ask
        title={t('subscriber.rotate.title', { name })}
        text={t('subscriber.rotate.text')}
        confirm={t('subscriber.rotate')}
        isOpen={asked === 'rotate'}
        close={() => setAsked(undefined)}
        act={async () =>
          show((await got(api.POST('/admin/subscribers/{id}/rotate-token', { params }))).token)
        }
      />
      <Ask
        title={t('subscriber.delete.title', { name })}
        text={t('subscriber.delete.text')}
        confirm={t('subscriber.delete')}
        isDangerous
        isOpen={asked === 'delete'}
        close={() => setAsked(undefined)}
        act={async () => {
          await got(api.DELETE('/admin/subscribers/{id}', { params }))
          await navigate({ to: '/subscribers' })
        }}
      />
    </>
  )
}

function Streams({ id }: { id: string }) {
  const { t } = useWords()
  const filter = { subscriberId: id }
  const streams = usePaged('/admin/streams', filter, (after) =>
    got(api.GET('/admin/streams', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  return (
    <Panel title={t('nav.streams')} isFlush>
      <Table
        label={t('nav.streams')}
        rows={streams.items}
        keyOf={({ streamId }) => streamId}
        {...streams}
        empty={<Empty title={t('subscriber.no-streams')}>{t('subscriber.no-streams.text')}</Empty>}
        columns={[
          {
            id: 'stream',
            title: t('stream.endpoint'),
            cell: ({ streamId, endpointUrl }) => (
              <Link to="/streams/$id" params={{ id: streamId }} className="break">
                {endpointUrl ?? streamId}
              </Link>
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
            cell: ({ backlog }) => backlog,
          },
        ]}
      />
    </Panel>
  )
}
