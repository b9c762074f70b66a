import { Button } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Ask } from '../../parts/ask.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Panel } from '../../parts/page.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { NewToken } from './new-token.tsx'

/** Credentials of programs. */
export function Tokens() {
  const { t } = useWords()
  const [isMaking, setMaking] = useState(false)
  const [deleting, setDeleting] = useState<{ id: string; name: string }>()
  const tokens = usePaged('/admin/tokens', {}, (after) =>
    got(api.GET('/admin/tokens', { params: { query: after === undefined ? {} : { after } } })),
  )
  return (
    <Panel
      title={t('members.tokens')}
      isFlush
      aside={
        <Button size="xs" onClick={() => setMaking(true)}>
          {t('members.token.new')}
        </Button>
      }
    >
      <Table
        label={t('members.tokens')}
        rows={tokens.items}
        keyOf={({ id }) => id}
        {...tokens}
        empty={<Empty title={t('members.tokens.empty')}>{t('members.tokens.empty.text')}</Empty>}
        columns={columns(t, setDeleting)}
      />
      <NewToken isOpen={isMaking} close={() => setMaking(false)} again={tokens.again} />
      <Ask
        title={t('members.token.delete.title', { name: deleting?.name ?? '' })}
        text={t('members.token.delete.text')}
        confirm={t('action.delete')}
        isDangerous
        isOpen={deleting !== undefined}
        close={() => setDeleting(undefined)}
        act={async () => {
          await got(
            api.DELETE('/admin/tokens/{id}', { params: { path: { id: deleting?.id ?? '' } } }),
          )
          tokens.again()
        }}
      />
    </Panel>
  )
}

type Token = components['schemas']['AdminToken']

const columns = (
  t: Speak['t'],
  ask: (token: { id: string; name: string }) => void,
): Column<Token>[] => [
  {
    id: 'name',
    title: t('members.token.name'),
    cell: ({ name, createdBy }) => (
      <div className="stack-tight">
        <strong className="break">{name}</strong>
        {createdBy !== undefined && (
          <span className="dim small break">{t('members.made-by', { name: createdBy })}</span>
        )}
      </div>
    ),
  },
  { id: 'role', title: t('members.role'), cell: ({ role }) => t(`role.${role}`) },
  {
    id: 'ends',
    title: t('members.token.ends'),
    cell: ({ expiresAt }) =>
      expiresAt === undefined ? t('members.token.never') : <Time at={expiresAt} isRelative />,
  },
  {
    id: 'used',
    title: t('members.token.used'),
    isMinor: true,
    cell: ({ usedAt }) => <Time at={usedAt} isRelative />,
  },
  {
    id: 'delete',
    title: <span className="sr-only">{t('action.delete')}</span>,
    align: 'right',
    cell: ({ id, name }) => (
      <Button size="compact-xs" variant="default" onClick={() => ask({ id, name })}>
        {t('action.delete')}
      </Button>
    ),
  },
]
