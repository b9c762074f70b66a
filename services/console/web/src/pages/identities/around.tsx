import { lazy, Suspense } from 'react'
import { hub } from '../../api/client.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/page.tsx'
import { PrincipalName } from '../../parts/principal.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/index.tsx'
import css from './identities.module.css'
import type { Detail, Graph } from './identity.ts'

const Picture = lazy(async () => ({ default: (await import('./picture.tsx')).Picture }))

/** Who is around it, drawn; and the same as a list. */
export function Around({ id, detail }: { id: string; detail: Detail }) {
  const { t } = useWords()
  const query = hub.useQuery('get', '/admin/principals/{id}/graph', { params: { path: { id } } })
  return (
    <Panel title={t('identity.around')}>
      <Loaded query={query}>
        {(graph) => (
          <div className="stack">
            <Suspense fallback={<Waiting />}>
              <Picture detail={detail} graph={graph} />
            </Suspense>
            <List graph={graph} />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

function List({ graph: { groups } }: { graph: Graph }) {
  const { t, number } = useWords()
  if (groups.length === 0) return <p className="dim">{t('identity.alone')}</p>
  return (
    <ul className={css.groups} aria-label={t('identity.around.list')}>
      {groups.map(({ direction, kind, count, isCut, items }) => (
        <li key={`${direction} ${kind}`}>
          <h3>
            {t(`relation.${direction}.${kind}`)} ({number(count)}
            {isCut && '+'})
          </h3>
          <ul className="stack-tight">
            {items.map((one) => (
              <li key={one.principal.id}>
                <PrincipalName {...one} />
              </li>
            ))}
            {count > items.length && (
              <li className="dim small">
                {t('identity.more', { n: `${number(count - items.length)}${isCut ? '+' : ''}` })}
              </li>
            )}
          </ul>
        </li>
      ))}
    </ul>
  )
}
