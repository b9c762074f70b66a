import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { now } from '../../clock.ts'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { isOver, JobView } from '../jobs/job.tsx'
import { Found } from './backtest-found.tsx'
import type { PolicyDocument } from './policy.ts'

type Request = components['schemas']['BacktestRequest']
/** A policy that is stored, or a draft that nobody has stored. */
type Props = { id: string; draft?: PolicyDocument }

const DAYS = [1, 7, 30, 90] as const
const DAY_MS = 86_400_000
const UNDER_WAY_MS = 700

/** What it would have done on the signals of the last days, before it is switched on. */
export function Backtest({ id, draft }: Props) {
  const { t, count } = useWords()
  const may = useMay()
  const [days, setDays] = useState(7)
  const [asked, setAsked] = useState<string>()
  const latest = hub.useQuery('get', '/admin/backtests', {
    params: { query: { policyId: id, limit: 1 } },
  }).data?.items[0]
  const {
    act: begin,
    isBusy,
    error,
  } = useAct(async (body: Request) => {
    setAsked((await got(api.POST('/admin/backtests', { body }))).id)
  })
  const shown = asked ?? (draft ? undefined : latest?.id)
  const start = () =>
    begin({
      policyId: id,
      ...(draft ? { policy: draft } : {}),
      from: new Date(now().getTime() - days * DAY_MS).toISOString(),
      ratePerSecond: 5_000,
    })
  return (
    <Panel
      title={t('backtest.title')}
      aside={
        may('responder') && (
          <span className="row">
            <NativeSelect
              size="xs"
              aria-label={t('backtest.days')}
              value={String(days)}
              onChange={(event) => setDays(Number(event.currentTarget.value))}
              data={DAYS.map((n) => ({ value: String(n), label: count('backtest.last', n) }))}
            />
            <Button size="xs" onClick={start} loading={isBusy}>
              {t('backtest.run')}
            </Button>
          </span>
        )
      }
    >
      <div className="stack">
        <p className="dim">{t('backtest.lead')}</p>
        <Trouble error={error} />
        {shown !== undefined && <Shown key={shown} id={shown} />}
      </div>
    </Panel>
  )
}

function Shown({ id }: { id: string }) {
  const { data, error } = hub.useQuery(
    'get',
    '/admin/backtests/{id}',
    { params: { path: { id } } },
    {
      refetchInterval: ({ state: { data: backtest } }) =>
        backtest && isOver(backtest.job) ? false : UNDER_WAY_MS,
    },
  )
  return (
    <>
      <Trouble error={error} />
      {data && <JobView id={data.job.id} />}
      {data?.result && <Found backtest={data} result={data.result} />}
    </>
  )
}
