import { IconUserSearch } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { Chips, Filters, SearchBox } from '../../parts/filter.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PrincipalName } from '../../parts/principal.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { KINDS, type IdentitySearch } from './search.ts'
import { Tabs } from './tabs.tsx'

type Summary = components['schemas']['PrincipalSummary']

const route = getRouteApi('/identities')

/** Whom the hub knows: by the beginning of a name, by one exact name, or the newest of a kind. */
export function IdentitiesPage() {
  const { t } = useWords()
  const { kind = 'user', q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = wantedBy(q, kind)
  const principals = usePaged('/admin/principals', filter, (after) =>
    got(
      api.GET('/admin/principals', { params: { query: { ...filter, ...(after && { after }) } } }),
    ),
  )
  const show = (changes: IdentitySearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page title={t('nav.identities')} lead={t('identities.lead')}>
      <Tabs />
      <Filters>
        <Chips
          label={t('identities.kind')}
          options={KINDS.map((value) => ({ value, label: t(`principal.${value}`) }))}
          value={kind}
          choose={(value) => show({ kind: value === 'user' ? undefined : value, q: undefined })}
        />
        <SearchBox
          key={kind} // another kind empties it
          label={t('identities.search')}
          value={q}
          maxLength={2_048}
          search={(text) => show({ q: text === '' ? undefined : text })}
        />
      </Filters>
      <Panel isFlush>
        <Table
          label={t('nav.identities')}
          columns={columns(t)}
          rows={principals.items}
          keyOf={({ principal }) => principal.id}
          {...principals}
          empty={
            <Empty
              sign={<IconUserSearch size={32} stroke={1.3} />}
              title={t(q === '' ? 'identities.empty' : 'identities.none-such')}
            >
              {t(q === '' ? 'identities.empty.text' : 'identities.none-such.text')}
            </Empty>
          }
        />
      </Panel>
    </Page>
  )
}

/** Pure: the JSON of a subject is one exact name; whatever else is typed is the beginning of one. */
function wantedBy(q: string, kind: (typeof KINDS)[number]) {
  if (q === '') return { kind }
  return q.startsWith('{') ? { subject: q } : { q: q.slice(0, 128) }
}

const columns = (t: Speak['t']): Column<Summary>[] => [
  { id: 'who', title: t('identities.who'), cell: (summary) => <PrincipalName {...summary} /> },
  {
    id: 'names',
    title: t('identities.names'),
    isMinor: true,
    cell: ({ names }) => (
      <div className="stack-tight">
        {names.map((name, index) => (
          <SubjectView key={index} subject={name} />
        ))}
      </div>
    ),
  },
  {
    id: 'since',
    title: t('identities.known'),
    isMinor: true,
    cell: ({ principal }) => <Time at={principal.createdAt} isRelative />,
  },
]
