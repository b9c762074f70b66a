import { Button } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Ask } from '../../parts/ask.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Panel } from '../../parts/page.tsx'
import { Secret } from '../../parts/secret.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'

type Token = components['schemas']['DirectoryToken']

/** A new one, given to the provider, and then the end of the old one. */
export function DirectoryTokens({ id }: { id: string }) {
  const { t } = useWords()
  const [token, setToken] = useState<string>()
  const [isMaking, setMaking] = useState(false)
  const [ending, setEnding] = useState<string>()
  const params = { path: { id } }
  const { data, error, refetch } = hub.useQuery('get', '/admin/directories/{id}/tokens', { params })
  return (
    <>
      {token !== undefined && <Secret title={t('directories.token.made')} value={token} />}
      <Panel
        title={t('directory.tokens')}
        isFlush
        aside={
          <Button size="compact-xs" variant="default" onClick={() => setMaking(true)}>
            {t('directory.token.new')}
          </Button>
        }
      >
        <Table
          label={t('directory.tokens')}
          rows={data?.items}
          keyOf={(one) => one.id}
          error={error}
          again={() => void refetch()}
          empty={<Empty title={t('directory.tokens.empty')} />}
          columns={columns(t, setEnding)}
        />
        <Ask
          title={t('directory.token.new')}
          text={t('directory.token.text')}
          confirm={t('directory.token.new')}
          isOpen={isMaking}
          close={() => setMaking(false)}
          act={async () => {
            setToken((await got(api.POST('/admin/directories/{id}/tokens', { params }))).token)
            await refetch()
          }}
        />
        <Ask
          title={t('directory.token.end')}
          text={t('directory.token.end.text')}
          confirm={t('directory.token.end')}
          isDangerous
          isOpen={ending !== undefined}
          close={() => setEnding(undefined)}
          act={async () => {
            const path = { id, tokenId: ending ?? '' }
            await got(api.DELETE('/admin/directories/{id}/tokens/{tokenId}', { params: { path } }))
            await refetch()
          }}
        />
      </Panel>
    </>
  )
}

const columns = (t: Speak['t'], end: (id: string) => void): Column<Token>[] => [
  {
    id: 'made',
    title: t('subscribers.created'),
    cell: ({ createdAt, createdBy }) => (
      <div className="stack-tight">
        <Time at={createdAt} />
        <span className="dim small break">{t('members.made-by', { name: createdBy })}</span>
      </div>
    ),
  },
  {
    id: 'used',
    title: t('members.token.used'),
    cell: ({ usedAt }) =>
      usedAt === undefined ? t('directories.never') : <Time at={usedAt} isRelative />,
  },
  {
    id: 'ends',
    title: t('members.token.ends'),
    isMinor: true,
    cell: ({ expiresAt }) =>
      expiresAt === undefined ? t('members.token.never') : <Time at={expiresAt} isRelative />,
  },
  {
    id: 'end',
    title: <span className="sr-only">{t('directory.token.end')}</span>,
    align: 'right',
    cell: ({ id }) => (
      <Button size="compact-xs" variant="default" onClick={() => end(id)}>
        {t('directory.token.end')}
      </Button>
    ),
  },
]
