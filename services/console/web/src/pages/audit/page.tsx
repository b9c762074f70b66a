import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { Filters, SearchBox } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { problemText } from '../../parts/problem-text.ts'
import { State } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords, type Speak } from '../../words/index.tsx'

type Entry = components['schemas']['AuditRecord']

const route = getRouteApi('/audit')

/** Who changed what, newest first; and whether the log is as it was written. */
export function AuditPage() {
  const { t } = useWords()
  const { actor = '', target = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = { ...(actor !== '' && { actor }), ...(target !== '' && { target }) }
  const entries = usePaged('/admin/audit', filter, (after) =>
    got(
      api.GET('/admin/audit', {
        params: { query: { ...filter, ...(after !== undefined && { after: Number(after) }) } },
      }),
    ),
  )
  const show = (changes: { actor?: string | undefined; target?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page title={t('nav.audit')} lead={t('audit.lead')} actions={<Verify />}>
      <Filters>
        <SearchBox
          label={t('audit.actor')}
          value={actor}
          maxLength={256}
          search={(text) => show({ actor: text === '' ? undefined : text })}
        />
        <SearchBox
          label={t('audit.target')}
          value={target}
          maxLength={1024}
          search={(text) => show({ target: text === '' ? undefined : text })}
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('nav.audit')}
          columns={columns(t)}
          rows={entries.items}
          keyOf={({ seq }) => String(seq)}
          {...entries}
          empty={<Empty title={t('audit.empty')}>{t('audit.empty.text')}</Empty>}
        />
      </Panel>
    </Page>
  )
}

function Verify() {
  const { t, number } = useWords()
  const [found, setFound] = useState<components['schemas']['AuditVerification']>()
  const {
    act: verify,
    isBusy,
    error,
  } = useAct(async () => setFound(await got(api.GET('/admin/audit/verification'))))
  return (
    <div className="row" role="status">
      {error !== undefined && <State kind="bad">{problemText(error, t)}</State>}
      {found &&
        (found.brokenAt === undefined ? (
          <State kind="ok" title={found.head}>
            {t('audit.whole', { n: number(found.checked) })}
          </State>
        ) : (
          <State kind="bad">{t('audit.broken', { n: number(found.brokenAt) })}</State>
        ))}
      <Button size="xs" variant="default" onClick={verify} loading={isBusy}>
        {t('audit.verify')}
      </Button>
    </div>
  )
}

const columns = (t: Speak['t']): Column<Entry>[] => [
  {
    id: 'seq',
    title: '#',
    align: 'right',
    isMinor: true,
    cell: ({ seq, hash }) => <span title={hash}>{seq}</span>,
  },
  { id: 'at', title: t('activity.when'), width: '9rem', cell: ({ at }) => <Time at={at} /> },
  {
    id: 'actor',
    title: t('audit.actor'),
    width: '10rem',
    cell: ({ actor }) => <span className="break">{actor}</span>,
  },
  {
    id: 'action',
    title: t('audit.action'),
    cell: ({ action, target }) => (
      <div className="stack-tight">
        <code>{action}</code>
        <span className="dim small break">{target}</span>
      </div>
    ),
  },
  {
    id: 'detail',
    title: t('audit.detail'),
    isMinor: true,
    cell: ({ detail }) =>
      Object.keys(detail).length === 0 ? null : (
        <code className="small break">{JSON.stringify(detail).slice(0, 400)}</code>
      ),
  },
]
