import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { eventName } from '../../parts/event-name.ts'
import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/index.tsx'
import { Parked } from './parked.tsx'

/** What was set aside after several tries, so that it holds up nobody: why, and its second chance. */
export function ParkedPage() {
  const { t } = useWords()
  return (
    <Page title={t('nav.parked')} lead={t('parked.lead')}>
      <Parked
        path="/admin/parked-signals"
        title={t('parked.signals')}
        empty={t('parked.signals.empty')}
        ask={(query) => got(api.GET('/admin/parked-signals', { params: { query } }))}
        replay={(body) => got(api.POST('/admin/parked-signals/replay', { body }))}
        cell={({ id, type, sourceId }) => (
          <>
            <Link to="/signals/$id" params={{ id }} title={type}>
              {eventName(type)}
            </Link>
            <span className="dim small break">{sourceId}</span>
          </>
        )}
      />
      <Parked
        path="/admin/parked-events"
        title={t('parked.events')}
        empty={t('parked.events.empty')}
        ask={(query) => got(api.GET('/admin/parked-events', { params: { query } }))}
        replay={(body) => got(api.POST('/admin/parked-events/replay', { body }))}
        cell={({ id, type, txn }) => (
          <>
            <Link to="/events/$id" params={{ id }} title={type}>
              {eventName(type)}
            </Link>
            <span className="dim small break">txn {txn}</span>
          </>
        )}
      />
    </Page>
  )
}
