import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { local, useNow } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'

/** The alert that the hub raised because some app has not taken it in time. */
export function Overdue({ txn }: { txn: string }) {
  const { t, language } = useWords()
  const now = useNow(60_000)
  const query = { state: 'open', kind: 'revocation-open', target: `revocation:${txn}` } as const
  const { data } = useQuery({
    queryKey: ['get', '/admin/alerts', JSON.stringify(query)],
    queryFn: () => got(api.GET('/admin/alerts', { params: { query } })),
  })
  const alert = data?.items[0]
  if (!alert) return null
  const time = local(new Date(alert.since), now, language)
  return (
    <Panel label={t('alert.revocation-open')}>
      <div className="stack-tight" role="status">
        <State kind="bad">{t('alert.revocation-open')}</State>
        <p className="break">{t('progress.overdue', { time, text: alert.text })}</p>
        {alert.acknowledged && <p>{t('progress.overdue.who', { name: alert.acknowledged.by })}</p>}
      </div>
    </Panel>
  )
}
