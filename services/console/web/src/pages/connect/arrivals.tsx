import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'

/** The first real signal of a new source, as it comes. */
export function Waits({ id }: { id: string }) {
  const { t } = useWords()
  const signals = usePaged('/admin/signals', { source: id }, () =>
    got(api.GET('/admin/signals', { params: { query: { source: id, limit: 5 } } })),
  )
  const items = signals.items ?? []
  return (
    <Panel
      title={t('connect.arrivals')}
      aside={
        <Link to="/sources/$id" params={{ id }}>
          {t('connect.done')}
        </Link>
      }
    >
      {items.length === 0 ? (
        <State kind="wait" isPlain>
          {t('connect.waits')}
        </State>
      ) : (
        <ul className="stack-tight">
          {items.map((signal) => (
            <li key={signal.id} className="row">
              <Link to="/signals/$id" params={{ id: signal.id }}>
                {eventName(signal.type)}
              </Link>
              <SubjectView subject={signal.subject} isShort />
              <span className="dim">
                <Time at={signal.receivedAt} isRelative />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
