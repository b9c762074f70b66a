import { Button } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Json } from '../../parts/json.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import type { Template } from '../connect/fields.ts'
import { Steps } from '../connect/steps.tsx'
import { EditSource } from './edit.tsx'
import { RefusalTable } from './refusals.tsx'
import { RotateSecret } from './rotate.tsx'
import { Trial } from './trial.tsx'
import { UpstreamPanel } from './upstream.tsx'

type Source = components['schemas']['Source']

const route = getRouteApi('/sources/$id')

export function SourcePage() {
  const { t } = useWords()
  const may = useMay()
  const { id } = route.useParams()
  const query = hub.useQuery('get', '/admin/sources/{id}', {
    params: { path: { id } },
  })
  return (
    <Page
      title={id}
      lead={[query.data?.kind, query.data?.issuer].filter((one) => one !== undefined).join(' · ')}
      trail={<Link to="/sources">{t('nav.sources')}</Link>}
      actions={
        query.data &&
        may('admin') && (
          <Actions source={query.data} again={async () => (await query.refetch()).data} />
        )
      }
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <About source={data} />
            {data.hasUpstream && <UpstreamPanel id={data.id} />}
            <RefusalTable id={data.id} />
            {data.kind !== 'ssf' && (
              <>
                <Trial id={data.id} />
                <HowTo source={data} />
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function About({ source }: { source: Source }) {
  const { t } = useWords()
  return (
    <Panel
      title={t('source.about')}
      aside={
        <State kind={source.status === 'active' ? 'ok' : 'warn'}>
          {t(`source.${source.status}`)}
        </State>
      }
    >
      <Facts
        facts={[
          [t('source.ingest'), <Copy key="url" text={source.ingestUrl} />],
          [t('sources.trust'), `${t(`trust.${source.trust}`)}: ${t(`trust.${source.trust}.what`)}`],
          [t('source.may-link'), t(source.mayLink ? 'value.yes' : 'value.no')],
          [t('subscribers.audience'), source.audience?.join(', ')],
          [t('source.keys'), source.jwksUri],
          [t('subscriber.ranges'), source.ipRanges?.join(', ') ?? t('subscriber.ranges.any')],
          [t('source.certificates'), source.clientCertificates?.join(', ')],
          [t('subscribers.tenant'), source.tenantId],
          [t('subscribers.created'), <Time key="at" at={source.createdAt} />],
          [
            t('source.signals'),
            <Link key="signals" to="/activity" search={{ source: source.id }}>
              {t('source.signals.show')}
            </Link>,
          ],
          [
            t('source.settings'),
            source.settings && (
              <Json key="settings" value={source.settings} label={t('source.settings')} />
            ),
          ],
        ]}
      />
    </Panel>
  )
}

/** What is to be done at the vendor, once more; the secret is not told again. */
function HowTo({ source: { id, kind } }: { source: Source }) {
  const { t } = useWords()
  const { data } = hub.useQuery('get', '/admin/source-templates', { params: { query: { id } } })
  const template = data?.items.find((one) => one.kind === kind)
  if (!template) return null
  return (
    <Panel title={t('connect.paste')}>
      <Steps steps={withoutSecret(template)} />
    </Panel>
  )
}

/** Each time the steps are asked for they have a new secret in them, which is nobody's. */
const withoutSecret = ({ steps, secret }: Template): Template['steps'] =>
  secret === undefined
    ? steps
    : steps.map(({ en, ja }) => ({
        en: en.replaceAll(secret, '…'),
        ja: ja.replaceAll(secret, '…'),
      }))

type ActionsProps = { source: Source; again: () => Promise<Source | undefined> }

function Actions(props: ActionsProps) {
  const { t } = useWords()
  const { source, again } = props
  const [asked, setAsked] = useState<'edit' | 'rotate'>()
  const close = () => setAsked(undefined)
  return (
    <>
      <Button size="xs" onClick={() => setAsked('edit')}>
        {t('action.edit')}
      </Button>
      {source.kind !== 'ssf' && (
        <Button size="xs" variant="default" onClick={() => setAsked('rotate')}>
          {t('source.rotate')}
        </Button>
      )}
      {asked === 'edit' && <EditSource source={source} close={close} again={again} />}
      {asked === 'rotate' && <RotateSecret id={source.id} close={close} />}
      <Switches {...props} />
    </>
  )
}

function Switches({ source: { id, status }, again }: ActionsProps) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<'status' | 'delete'>()
  const to = status === 'active' ? 'paused' : 'active'
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked('status')}>
        {t(`source.to.${to}`)}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsked('delete')}>
        {t('subscriber.delete')}
      </Button>
      <Ask
        title={t(`source.to.${to}.title`, { id })}
        text={t(`source.to.${to}.text`)}
        confirm={t(`source.to.${to}`)}
        isOpen={asked === 'status'}
        close={() => setAsked(undefined)}
        act={async () => {
          await got(
            api.PATCH('/admin/sources/{id}', { params: { path: { id } }, body: { status: to } }),
          )
          await again()
        }}
      />
      <Ask
        title={t('source.delete.title', { id })}
        text={t('source.delete.text')}
        confirm={t('subscriber.delete')}
        isDangerous
        isOpen={asked === 'delete'}
        close={() => setAsked(undefined)}
        act={async () => {
          await got(api.DELETE('/admin/sources/{id}', { params: { path: { id } } }))
          await navigate({ to: '/sources' })
        }}
      />
    </>
  )
}
