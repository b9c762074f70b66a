import { getRouteApi, Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Copy } from '../../parts/copy.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Facts } from '../../parts/facts.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { StreamActions } from './actions.tsx'
import { DeadLetters } from './dead-letters.tsx'
import { healthOf, type Stream } from './health.ts'
import { Push } from './push.tsx'
import { Replay } from './replay.tsx'
import { Verification } from './verification.tsx'

const route = getRouteApi('/streams/$id')

const POLLED = 'urn:ietf:rfc:8936'

export function StreamPage() {
  const { t } = useWords()
  const may = useMay()
  const { id } = route.useParams()
  const query = hub.useQuery('get', '/admin/streams/{id}', {
    params: { path: { id } },
  })
  return (
    <Page
      title={query.data ? t('stream.title', { app: query.data.subscriber.name }) : t('nav.streams')}
      trail={<Link to="/streams">{t('nav.streams')}</Link>}
      actions={query.data && may('responder') && <StreamActions stream={query.data} />}
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <div className="grid-2">
              <Health stream={data} />
              <About stream={data} />
              <Verification stream={data} />
              {data.method !== POLLED && (
                <Push stream={data} again={async () => (await query.refetch()).data} />
              )}
            </div>
            <DeadLetters stream={data} />
            <Replay streamId={data.streamId} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Health({ stream }: { stream: Stream }) {
  const { t, number } = useWords()
  const { kind, word } = healthOf(stream)
  const { failing } = stream
  return (
    <Panel title={t('stream.health')} aside={<State kind={kind}>{t(word)}</State>}>
      <Facts
        facts={[
          [t('stream.reason'), stream.statusReason],
          [t('stream.backlog'), number(stream.backlog)],
          [t('stream.oldest'), stream.oldestOwedAt && <Time at={stream.oldestOwedAt} isRelative />],
          [t('stream.failing.since'), failing && <Time at={failing.since} />],
          [t('stream.failing.count'), failing && number(failing.failures)],
          [t('stream.failing.last'), failing?.last],
          [t('stream.failing.next'), failing && <Time at={failing.nextAttemptAt} isRelative />],
          [t('streams.rejected'), number(stream.rejected)],
          [t('stream.dropped'), number(stream.dropped)],
          [t('stream.cursor'), number(stream.cursor)],
        ]}
      />
    </Panel>
  )
}

function About({ stream }: { stream: Stream }) {
  const { t } = useWords()
  const isPoll = stream.method === POLLED
  return (
    <Panel title={stream.subscriber.name}>
      <Facts
        facts={[
          [
            t('streams.app'),
            <Link key="app" to="/subscribers/$id" params={{ id: stream.subscriber.id }}>
              {stream.subscriber.name}
            </Link>,
          ],
          [t('stream.method'), t(isPoll ? 'streams.poll' : 'streams.push')],
          [t('stream.endpoint'), stream.endpointUrl],
          [t('stream.id'), <Copy key="id" text={stream.streamId} />],
          [t('stream.created'), <Time key="at" at={stream.createdAt} />],
          [
            t('stream.events'),
            <ul key="events" className="row">
              {stream.eventsDelivered.map((uri) => (
                <li key={uri} title={uri} className="nowrap">
                  <code>{eventName(uri)}</code>
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
    </Panel>
  )
}
