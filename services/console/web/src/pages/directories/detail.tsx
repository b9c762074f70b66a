import { Button } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { BaseUrl } from './handover.tsx'
import { Refusal, type Directory } from './list.tsx'
import { DirectoryTokens } from './tokens.tsx'

const route = getRouteApi('/directories/$id')

/** How an identity provider finds the hub, whether it comes, and what it was refused. */
export function DirectoryPage() {
  const { t } = useWords()
  const may = useMay()
  const { id } = route.useParams()
  const query = hub.useQuery(
    'get',
    '/admin/directories/{id}',
    { params: { path: { id } } },
    { refetchInterval: 10_000 },
  )
  return (
    <Page
      title={id}
      lead={query.data?.issuer}
      trail={<Link to="/directories">{t('nav.directories')}</Link>}
      actions={query.data && may('admin') && <Remove directory={query.data} />}
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <div className="grid-2">
              <About directory={data} />
              <Panel title={t('directory.connect')}>
                <BaseUrl url={data.scimUrl} />
              </Panel>
            </div>
            {may('admin') && <DirectoryTokens id={id} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function About({ directory }: { directory: Directory }) {
  const { t } = useWords()
  return (
    <Panel title={t('directory.about')}>
      <Facts
        facts={[
          [t('directories.users'), String(directory.users)],
          [
            t('directories.contact'),
            directory.contactedAt === undefined ? (
              t('directories.never')
            ) : (
              <Time key="at" at={directory.contactedAt} isRelative />
            ),
          ],
          [
            t('directories.refusal'),
            directory.lastRefusal && <Refusal key="refusal" refusal={directory.lastRefusal} />,
          ],
          [t('directories.issuer'), directory.issuer],
          [t('directories.subject'), directory.subject],
          [t('directories.speaks-for'), directory.speaksFor.join(', ')],
          [t('subscribers.tenant'), directory.tenantId],
          [t('subscribers.created'), <Time key="made" at={directory.createdAt} />],
        ]}
      />
    </Panel>
  )
}

function Remove({ directory: { id, users } }: { directory: Directory }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        {t('directory.remove')}
      </Button>
      <Ask
        title={t('directory.remove.title', { id })}
        text={t('directory.remove.text', { users })}
        confirm={t('directory.remove')}
        isDangerous
        isOpen={isAsked}
        close={() => setAsked(false)}
        act={async () => {
          await got(api.DELETE('/admin/directories/{id}', { params: { path: { id } } }))
          await navigate({ to: '/directories' })
        }}
      />
    </>
  )
}
