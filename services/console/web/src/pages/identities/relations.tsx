import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Chips } from '../../parts/filter.tsx'
import { Panel } from '../../parts/page.tsx'
import { PrincipalName } from '../../parts/principal.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'

type Related = components['schemas']['RelatedPrincipal']
type Direction = 'in' | 'out'

/** All of them, a part at a time. */
export function Relations({ id }: { id: string }) {
  const { t } = useWords()
  const [direction, setDirection] = useState<Direction>('in')
  const related = usePaged('/admin/principals/{id}/relations', { id, direction }, (after) =>
    got(
      api.GET('/admin/principals/{id}/relations', {
        params: { path: { id }, query: { direction, limit: 20, ...(after && { after }) } },
      }),
    ),
  )
  return (
    <Panel
      title={t('identity.relations')}
      aside={
        <Chips
          label={t('identity.relations')}
          options={(['in', 'out'] as const).map((value) => ({
            value,
            label: t(`identity.relations.${value}`),
          }))}
          value={direction}
          choose={setDirection}
        />
      }
      isFlush
    >
      <Table
        label={t('identity.relations')}
        columns={columns(t, direction)}
        rows={related.items}
        keyOf={({ kind, other }) => `${kind} ${other.principal.id}`}
        {...related}
      />
    </Panel>
  )
}

const columns = (t: Speak['t'], direction: Direction): Column<Related>[] => [
  {
    id: 'kind',
    title: t('identity.relation'),
    cell: ({ kind }) => t(`relation.${direction}.${kind}`),
  },
  { id: 'other', title: t('identities.who'), cell: ({ other }) => <PrincipalName {...other} /> },
  { id: 'origin', title: t('identity.origin'), isMinor: true, cell: ({ origin }) => origin },
  {
    id: 'seen',
    title: t('identity.seen'),
    isMinor: true,
    cell: ({ lastSeenAt }) => <Time at={lastSeenAt} isRelative />,
  },
]
