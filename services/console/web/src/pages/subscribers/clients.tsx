import { Button } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Panel } from '../../parts/page.tsx'
import { problemText } from '../../parts/problem-text.ts'
import { Secret } from '../../parts/secret.tsx'
import { useSaidAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

/** How long the old secret goes on working after a rotation from here: time enough to roll it out. */
const OVERLAP_SECONDS = 86_400

/** A subscriber's OAuth credentials at the hub's own authorization server. */
export function Clients({ id }: { id: string }) {
  const { t } = useWords()
  const may = useMay()
  const [secret, setSecret] = useState<string>()
  const [removing, setRemoving] = useState<string>()
  const params = { path: { id } }
  const { data, error, refetch } = hub.useQuery('get', '/admin/subscribers/{id}/clients', {
    params,
  })
  const make = useSaidAct(async () => {
    const made = await got(api.POST('/admin/subscribers/{id}/clients', { params, body: {} }))
    setSecret(made.clientSecret)
    await refetch()
  })
  const rotate = useSaidAct(async (clientId: string) => {
    const rotated = await got(
      api.POST('/admin/subscribers/{id}/clients/{clientId}/rotate', {
        params: { path: { id, clientId } },
        body: { overlapSeconds: OVERLAP_SECONDS },
      }),
    )
    setSecret(rotated.clientSecret)
    await refetch()
  })
  return (
    <Panel
      title={t('clients.title')}
      aside={
        may('admin') && (
          <Button size="compact-xs" variant="default" onClick={make.act} loading={make.isBusy}>
            {t('clients.new')}
          </Button>
        )
      }
    >
      <div className="stack">
        {secret !== undefined && <Secret title={t('clients.secret')} value={secret} />}
        {data?.items.length === 0 && (
          <Empty title={t('clients.empty')}>{t('clients.empty.text')}</Empty>
        )}
        {error && <p className="dim">{problemText(error, t)}</p>}
        <ul className="stack">
          {data?.items.map((one) => (
            <Client
              key={one.clientId}
              client={one}
              rotate={() => rotate.act(one.clientId)}
              remove={() => setRemoving(one.clientId)}
            />
          ))}
        </ul>
      </div>
      <Ask
        title={t('clients.delete.title')}
        text={t('clients.delete.text')}
        confirm={t('clients.delete')}
        isDangerous
        isOpen={removing !== undefined}
        close={() => setRemoving(undefined)}
        act={async () => {
          await got(
            api.DELETE('/admin/subscribers/{id}/clients/{clientId}', {
              params: { path: { id, clientId: removing ?? '' } },
            }),
          )
          await refetch()
        }}
      />
    </Panel>
  )
}

type ClientProps = {
  client: components['schemas']['OauthClient']
  rotate: () => void
  remove: () => void
}

function Client({ client: { clientId, authMethod, scopes }, rotate, remove }: ClientProps) {
  const { t } = useWords()
  const may = useMay()
  return (
    <li className="row row-between">
      <div className="stack-tight">
        <Copy text={clientId} />
        <span className="dim small">
          {authMethod} · {scopes.join(' ')}
        </span>
      </div>
      {may('admin') && (
        <span className="row">
          <Button size="compact-xs" variant="default" onClick={rotate}>
            {t('clients.rotate')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={remove}>
            {t('clients.delete')}
          </Button>
        </span>
      )}
    </li>
  )
}
