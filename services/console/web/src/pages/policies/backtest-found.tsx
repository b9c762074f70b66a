import { Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { now } from '../../clock.ts'
import { Bars } from '../../parts/bars.tsx'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table } from '../../parts/table.tsx'
import { local, Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import css from './policies.module.css'

type Backtest = components['schemas']['Backtest']
type Result = components['schemas']['BacktestResult']

/** What a backtest found, as far as it is counted. */
export function Found({ backtest, result }: { backtest: Backtest; result: Result }) {
  const { id, job } = backtest
  const place = { id, state: job.state }
  return (
    <div className="stack">
      <Numbers result={result} />
      <Chart result={result} />
      <Skipped result={result} />
      <Examples {...place} />
      <Streams {...place} />
    </div>
  )
}

function Numbers({ result: { signals, principals, events, sets, streams } }: { result: Result }) {
  const { t, number } = useWords()
  const all = [
    [t('backtest.seen'), signals.seen],
    [t('backtest.matched'), signals.matched],
    [t('backtest.principals'), principals.total],
    [t('backtest.events'), events.total],
    [t('backtest.streams'), streams],
    [t('backtest.sets'), sets.told],
  ] as const
  const notes = [
    [t('backtest.by-others'), events.alsoByOthers],
    [t('backtest.approval'), events.needingApproval],
    [t('backtest.rate'), events.aboveRate],
    [t('backtest.nobody'), events.reachingNobody],
    [t('backtest.suppressed'), sets.suppressed],
    [t('backtest.failed'), signals.failed],
  ] as const
  return (
    <>
      <dl className={css.numbers}>
        {all.map(([label, n]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
      </dl>
      <ul className="row">
        {notes
          .filter(([, n]) => n > 0)
          .map(([label, n]) => (
            <li key={label}>
              <State kind="info" isPlain>
                {label}: {number(n)}
              </State>
            </li>
          ))}
      </ul>
    </>
  )
}

function Chart({ result: { buckets } }: { result: Result }) {
  const { t, number, language } = useWords()
  const at = now()
  return (
    <Bars
      label={t('backtest.chart')}
      bars={buckets.items.map((bucket) => {
        const when = local(new Date(bucket.at), at, language)
        return {
          id: bucket.at,
          value: bucket.events,
          label: when,
          title: t('backtest.bucket', {
            when,
            events: number(bucket.events),
            matched: number(bucket.matched),
            signals: number(bucket.signals),
          }),
        }
      })}
    />
  )
}

function Skipped({ result: { skipped } }: { result: Result }) {
  const { t, number } = useWords()
  if (skipped.length === 0) return null
  return (
    <details>
      <summary>{t('backtest.skipped')}</summary>
      <ul className="stack-tight">
        {skipped.map(({ because, signals, signalId }) => (
          <li key={because} className="row">
            <span className="num">{number(signals)}</span>
            <Link to="/signals/$id" params={{ id: signalId }}>
              {because}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** `state`: what was listed while it went on is not all that there is in the end. */
type Place = { id: string; state: Backtest['job']['state'] }

function Examples({ id, state }: Place) {
  const { t } = useWords()
  const examples = usePaged('/admin/backtests/{id}/examples', { id, state }, (after) =>
    got(
      api.GET('/admin/backtests/{id}/examples', {
        params: { path: { id }, query: { limit: 10, ...(after && { after: Number(after) }) } },
      }),
    ),
  )
  return (
    <Table
      label={t('backtest.examples')}
      rows={examples.items}
      keyOf={({ nr }) => String(nr)}
      {...examples}
      empty={<Empty title={t('backtest.examples.empty')} />}
      columns={[
        {
          id: 'signal',
          title: t('activity.signal'),
          cell: ({ signalId, type, subject }) => (
            <div className="stack-tight">
              <Link to="/signals/$id" params={{ id: signalId }}>
                {type === undefined ? signalId : eventName(type)}
              </Link>
              {subject && <SubjectView subject={subject} isShort />}
            </div>
          ),
        },
        {
          id: 'events',
          title: t('backtest.would'),
          cell: ({ events }) => (
            <ul className="stack-tight">
              {events.map(({ type, told }, index) => (
                <li key={index}>
                  {eventName(type)} → {told}
                </li>
              ))}
            </ul>
          ),
        },
        {
          id: 'at',
          title: t('activity.when'),
          isMinor: true,
          cell: ({ receivedAt }) => <Time at={receivedAt} />,
        },
      ]}
    />
  )
}

function Streams({ id, state }: Place) {
  const { t, number } = useWords()
  const streams = usePaged('/admin/backtests/{id}/streams', { id, state }, (after) =>
    got(
      api.GET('/admin/backtests/{id}/streams', {
        params: { path: { id }, query: { limit: 10, ...(after && { after }) } },
      }),
    ),
  )
  return (
    <Table
      label={t('backtest.streams')}
      rows={streams.items}
      keyOf={({ streamId }) => streamId}
      {...streams}
      empty={<Empty title={t('backtest.streams.empty')} />}
      columns={[
        {
          id: 'app',
          title: t('streams.app'),
          cell: ({ streamId, subscriberName }) => (
            <Link to="/streams/$id" params={{ id: streamId }}>
              {subscriberName ?? streamId}
            </Link>
          ),
        },
        {
          id: 'told',
          title: t('backtest.sets'),
          align: 'right',
          cell: ({ told }) => number(told),
        },
        {
          id: 'suppressed',
          title: t('backtest.suppressed'),
          align: 'right',
          isMinor: true,
          cell: ({ suppressed }) => number(suppressed),
        },
      ]}
    />
  )
}
