import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Skeleton } from '@mantine/core'
import { hub } from '../../api/client.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/page.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Time, useNow } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { duration } from '../../parts/duration.ts'
import { LINES, seriesOf, sumsOf, type Overview } from './minutes.ts'
import css from './overview.module.css'

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

const EVERY_MS = 5_000

/** How the hub does: what flows through it, how long that takes, how streams and sources are. */
export function Glance() {
  const query = hub.useQuery('get', '/admin/overview', {}, { refetchInterval: EVERY_MS })
  return (
    <Loaded query={query}>
      {(overview) => (
        <>
          <Flow overview={overview} />
          <div className="grid-2">
            <Streams counts={overview.streams} />
            <Silence sources={overview.sources} />
          </div>
        </>
      )}
    </Loaded>
  )
}

/** In → decided → delivered, in the last hour. */
function Flow({ overview: { flow, timeToRevoke } }: { overview: Overview }) {
  const { t, number, language } = useWords()
  const now = useNow(EVERY_MS)
  const series = seriesOf(flow, now)
  const sums = sumsOf(series)
  return (
    <Panel title={t('overview.flow')}>
      <div className="stack">
        <dl className={css.flow}>
          {LINES.map((line) => (
            <div key={line} data-line={line}>
              <dt>{t(`overview.flow.${line}`)}</dt>
              <dd>{number(sums[line])}</dd>
            </div>
          ))}
          <div className={css.took}>
            <dt>{t('overview.took.p50')}</dt>
            <dd>{timeToRevoke ? duration(timeToRevoke.p50Ms, language) : t('progress.not-yet')}</dd>
          </div>
          <div className={css.took}>
            <dt>{t('overview.took.p99')}</dt>
            <dd>{timeToRevoke ? duration(timeToRevoke.p99Ms, language) : t('progress.not-yet')}</dd>
          </div>
        </dl>
        <Suspense
          fallback={
            <div aria-busy>
              <Skeleton height={180} />
            </div>
          }
        >
          <Chart series={series} />
        </Suspense>
      </div>
    </Panel>
  )
}

const HEALTH = [
  ['healthy', 'ok', 'all'],
  ['waiting', 'wait', 'waiting'],
  ['rejected', 'warn', 'rejected'],
  ['failing', 'bad', 'failing'],
  ['paused', 'warn', 'paused'],
  ['disabled', 'idle', 'disabled'],
] as const satisfies readonly [keyof Overview['streams'], Kind, string][]

/** How many streams are how, as one bar and as words that lead there. */
function Streams({ counts }: { counts: Overview['streams'] }) {
  const { t, number } = useWords()
  const all = HEALTH.reduce((sum, [which]) => sum + counts[which], 0)
  const shown = HEALTH.filter(([which]) => counts[which] > 0)
  return (
    <Panel title={t('overview.streams')} aside={<span className="num dim">{number(all)}</span>}>
      <div className="stack">
        {all > 0 && (
          <div className={css.bar} aria-hidden>
            {shown.map(([which, kind]) => (
              <span key={which} data-kind={kind} style={{ flexGrow: counts[which] }} />
            ))}
          </div>
        )}
        <ul className={css.health}>
          {shown.map(([which, kind, filter]) => (
            <li key={which}>
              <Link to="/streams" search={filter === 'all' ? {} : { which: filter }}>
                <State kind={kind}>
                  {t(`stream.${which}`)} {number(counts[which])}
                </State>
              </Link>
            </li>
          ))}
          {all === 0 && <li className="dim">{t('streams.empty')}</li>}
        </ul>
      </div>
    </Panel>
  )
}

/** Who has said nothing for longest. */
function Silence({ sources }: { sources: Overview['sources'] }) {
  const { t } = useWords()
  return (
    <Panel title={t('overview.silence')} aside={<Link to="/sources">{t('overview.all')}</Link>}>
      <ul className="stack-tight">
        {sources.map(({ id, kind, heardAt }) => (
          <li key={id} className="row row-between">
            <span className="row">
              <Link to="/sources/$id" params={{ id }} className="break">
                {id}
              </Link>
              <span className="dim small">{kind}</span>
            </span>
            {heardAt === undefined ? (
              <span className="dim">{t('overview.never-heard')}</span>
            ) : (
              <Time at={heardAt} isRelative />
            )}
          </li>
        ))}
        {sources.length === 0 && <li className="dim">{t('overview.no-source')}</li>}
      </ul>
    </Panel>
  )
}
