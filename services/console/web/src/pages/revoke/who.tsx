import { hub } from '../../api/client.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { useWords } from '../../words/index.tsx'
import type { Preview } from './radius.ts'

/** More than this are not told one by one. */
const MOST_SHOWN = 3

/** Who that is: every name that the hub knows, and what is behind it. */
export function Who({ second }: { second: Preview['secondPerson'] }) {
  const { t } = useWords()
  return (
    <Panel title={t('who.title')}>
      <div className="stack">
        {second.principals.length === 0 && <p className="dim">{t('who.nobody')}</p>}
        {second.principals.slice(0, MOST_SHOWN).map((id) => (
          <Principal key={id} id={id} />
        ))}
        <Reach second={second} />
      </div>
    </Panel>
  )
}

function Principal({ id }: { id: string }) {
  const { t, name } = useWords()
  const { data } = hub.useQuery('get', '/admin/principals/{id}', { params: { path: { id } } })
  if (!data) return null
  const { principal, identifiers } = data
  return (
    <Facts
      facts={[
        [t('who.kind'), name('principal', principal.kind)],
        [t('who.name'), principal.displayName],
        [
          t('who.names'),
          <ul key="names" className="stack-tight">
            {identifiers.map(({ subject, isDisputed, reason }, index) => (
              <li key={index} className="row" title={reason}>
                <SubjectView subject={subject} isShort />
                {isDisputed && <State kind="warn">{t('who.disputed')}</State>}
              </li>
            ))}
          </ul>,
        ],
      ]}
    />
  )
}

/** How many are behind it, where it is more than the one. */
function Reach({ second: { people, sessions, isAtLeast } }: { second: Preview['secondPerson'] }) {
  const { t, number } = useWords()
  const told = (n: number) => (isAtLeast ? t('who.at-least', { n: number(n) }) : number(n))
  if (people <= 1 && sessions === 0 && !isAtLeast) return null
  return (
    <Facts
      facts={[
        [t('who.people'), told(people)],
        [t('who.sessions'), told(sessions)],
      ]}
    />
  )
}
