import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { LINES, sumsOf, type Line, type Series } from './minutes.ts'
import css from './overview.module.css'

const COLOURS = {
  signals: '--accent',
  events: '--dim',
  delivered: '--ok',
  failed: '--bad',
} as const satisfies Record<Line, string>

const HEIGHT = 180

/** The hour minute by minute; the numbers stand beneath as a table, for whoever cannot see it. */
export function Chart({ series }: { series: Series }) {
  const { t, number } = useWords()
  const sums = sumsOf(series)
  const said = LINES.map((line) => `${t(`overview.flow.${line}`)} ${number(sums[line])}`).join(', ')
  return (
    <figure className="stack-tight">
      <div role="img" aria-label={`${t('overview.flow')}: ${said}`}>
        <Drawing series={series} />
      </div>
      <Numbers series={series} />
    </figure>
  )
}

function Drawing({ series }: { series: Series }) {
  const { t, language } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot>(undefined)
  const latest = useRef(series)
  const scheme = useComputedColorScheme('light')
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const drawn = new UPlot(
      optionsOf({ t, language, width: element.clientWidth }),
      dataOf(latest.current),
      element,
    )
    plot.current = drawn
    const fit = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: HEIGHT })
    })
    fit.observe(element)
    return () => {
      fit.disconnect()
      drawn.destroy()
    }
  }, [scheme, language, t]) // its colours are the theme's, its words the language's
  useEffect(() => {
    latest.current = series
    plot.current?.setData(dataOf(series))
  }, [series])
  return <div ref={place} className={css.chart} />
}

const dataOf = ({ times, values }: Series): UPlot.AlignedData => [
  times,
  ...LINES.map((line) => values[line]),
]

type Look = Pick<Speak, 't' | 'language'> & { width: number }

function optionsOf({ t, language, width }: Look): UPlot.Options {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  const axis = {
    stroke: colour('--dim'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  const at = (seconds: number) => clock.format(seconds * 1_000)
  return {
    width,
    height: HEIGHT,
    cursor: { y: false },
    legend: { live: true },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(4, most * 1.1)] } },
    axes: [
      { ...axis, values: (_plot, splits) => splits.map(at) },
      { ...axis, size: 44 },
    ],
    series: [
      {
        label: t('overview.minute'),
        value: (_plot, seconds) => (Number.isFinite(seconds) ? at(seconds) : '–'),
      },
      ...LINES.map((line) => ({
        label: t(`overview.flow.${line}`),
        stroke: colour(COLOURS[line]),
        width: 1.5,
        points: { show: false },
      })),
    ],
  }
}

function Numbers({ series: { times, values } }: { series: Series }) {
  const { t } = useWords()
  const rows = times
    .map((time, index) => ({
      time,
      ...Object.fromEntries(LINES.map((line) => [line, values[line][index] ?? 0])),
    }))
    .filter((row) => LINES.some((line) => numberOf(row, line) > 0))
    .toReversed()
  return (
    <details>
      <summary className="small dim">{t('overview.numbers')}</summary>
      <Table
        label={t('overview.numbers')}
        rows={rows}
        keyOf={({ time }) => String(time)}
        columns={[
          {
            id: 'minute',
            title: t('overview.minute'),
            cell: ({ time }) => <Time at={new Date(time * 1_000).toISOString()} />,
          },
          ...LINES.map((line) => ({
            id: line,
            title: t(`overview.flow.${line}`),
            align: 'right' as const,
            cell: (row: (typeof rows)[number]) => numberOf(row, line),
          })),
        ]}
      />
    </details>
  )
}

const numberOf = (row: Readonly<Record<string, number>>, line: Line): number => row[line] ?? 0
