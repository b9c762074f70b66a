import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useSession } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'

/** Who is signed in; an administrator ends a session. */
export function Sessions() {
  const { t } = useWords()
  const say = useSay()
  const own = useSession().data?.operator?.sessionId
  const [ending, setEnding] = useState<{ id: string; name: string }>()
  const { data, error, refetch } = hub.useQuery('get', '/admin/sessions')
  return (
    <Panel title={t('members.sessions')} isFlush>
      <Table
        label={t('members.sessions')}
        rows={data?.items}
        keyOf={({ id }) => id}
        error={error}
        again={() => void refetch()}
        columns={[
          {
            id: 'name',
            title: t('members.who'),
            cell: ({ id, name, email, person }) => (
              <div className="stack-tight" title={person}>
                <span className="row">
                  <strong className="break">{name}</strong>
                  {id === own && <State kind="info">{t('members.you')}</State>}
                </span>
                <span className="dim small break">{email}</span>
              </div>
            ),
          },
          { id: 'role', title: t('members.role'), cell: ({ role }) => t(`role.${role}`) },
          {
            id: 'from',
            title: t('members.from'),
            isMinor: true,
            cell: ({ remote, userAgent }) => (
              <span title={userAgent} className="break">
                {remote}
              </span>
            ),
          },
          {
            id: 'since',
            title: t('members.since'),
            isMinor: true,
            cell: ({ createdAt }) => <Time at={createdAt} />,
          },
          {
            id: 'seen',
            title: t('members.seen'),
            cell: ({ seenAt }) => <Time at={seenAt} isRelative />,
          },
          {
            id: 'end',
            title: <span className="sr-only">{t('members.end')}</span>,
            align: 'right',
            cell: ({ id, name }) => (
              <Button size="compact-xs" variant="default" onClick={() => setEnding({ id, name })}>
                {t('members.end')}
              </Button>
            ),
          },
        ]}
      />
      <Ask
        title={t('members.end.title', { name: ending?.name ?? '' })}
        text={t('members.end.text')}
        confirm={t('members.end')}
        isDangerous
        isOpen={ending !== undefined}
        close={() => setEnding(undefined)}
        act={async () => {
          await got(
            api.DELETE('/admin/sessions/{id}', { params: { path: { id: ending?.id ?? '' } } }),
          )
          say(t('members.ended'))
          await refetch()
        }}
      />
    </Panel>
  )
}
