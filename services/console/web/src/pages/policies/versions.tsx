import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { api, hub } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { Empty } from '../../parts/empty.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/page.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import css from './policies.module.css'

type Props = { id: string; current: number }

/** What it was before, and what differs between two versions. */
export function Versions({ id, current }: Props) {
  const { t } = useWords()
  const versions = usePaged('/admin/policies/{id}/versions', { id, current }, (after) =>
    got(
      api.GET('/admin/policies/{id}/versions', {
        params: { path: { id }, query: after === undefined ? {} : { after: Number(after) } },
      }),
    ),
  )
  return (
    <Panel title={t('policy.versions')} isFlush>
      <Table
        label={t('policy.versions')}
        rows={versions.items}
        keyOf={({ version }) => String(version)}
        {...versions}
        columns={[
          { id: 'version', title: t('policies.version'), cell: ({ version }) => version },
          { id: 'at', title: t('policies.updated'), cell: ({ at }) => <Time at={at} /> },
          { id: 'by', title: t('audit.actor'), cell: ({ by }) => by },
        ]}
        empty={<Empty title={t('list.empty')} />}
      />
      {current > 1 && <Compare id={id} current={current} />}
    </Panel>
  )
}

function Compare({ id, current }: Props) {
  const { t } = useWords()
  const [chosen, choose] = useState<{ from?: number; to?: number }>({})
  const { from = current - 1, to = current } = chosen
  const query = hub.useQuery('get', '/admin/policies/{id}/diff', {
    params: { path: { id }, query: { from, to } },
  })
  const all = Array.from({ length: current }, (_, index) => String(current - index))
  return (
    <div className="stack" style={{ padding: '1rem' }}>
      <div className={css.versions}>
        <NativeSelect
          size="xs"
          label={t('policy.diff.from')}
          value={String(from)}
          onChange={(event) => choose({ ...chosen, from: Number(event.currentTarget.value) })}
          data={all}
        />
        <NativeSelect
          size="xs"
          label={t('policy.diff.to')}
          value={String(to)}
          onChange={(event) => choose({ ...chosen, to: Number(event.currentTarget.value) })}
          data={all}
        />
      </div>
      <Loaded query={query} lines={2}>
        {({ differences }) =>
          differences.length === 0 ? (
            <p className="dim">{t('policy.diff.none')}</p>
          ) : (
            <Differences differences={differences} />
          )
        }
      </Loaded>
    </div>
  )
}

type Difference = { path: string; from?: unknown; to?: unknown }

function Differences({ differences }: { differences: readonly Difference[] }) {
  const { t } = useWords()
  return (
    <table className={css.changes}>
      <caption className="sr-only">{t('policy.diff')}</caption>
      <tbody>
        {differences.map(({ path, from, to }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td className={css.from}>
              <pre>{shown(from, '−')}</pre>
            </td>
            <td className={css.to}>
              <pre>{shown(to, '+')}</pre>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const shown = (value: unknown, sign: string): string =>
  value === undefined ? '' : `${sign} ${JSON.stringify(value, null, 2)}`
