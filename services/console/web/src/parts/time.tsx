import { useEffect, useState } from 'react'
import { now } from '../clock.ts'
import { useWords } from '../words/index.tsx'

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const satisfies readonly [Intl.RelativeTimeFormatUnit, number][]

/** Pure: how long ago, or how soon, in the largest unit that fits. */
export function relative(at: Date, from: Date, language: string): string {
  const seconds = Math.round((at.getTime() - from.getTime()) / 1000)
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[3]
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  return format.format(Math.trunc(seconds / size), unit)
}

/** Pure: the time of today, the day too where it is another one; in the reader's own zone. */
export function local(at: Date, from: Date, language: string): string {
  const isToday = at.toDateString() === from.toDateString()
  return new Intl.DateTimeFormat(language, {
    ...(isToday ? {} : { month: 'short', day: 'numeric' }),
    ...(at.getFullYear() === from.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(at)
}

const utc = (at: Date): string => at.toISOString().replace('T', ' ').replace('Z', '')

/** The time, again every `everyMs`. */
export function useNow(everyMs: number): Date {
  const [time, setTime] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return time
}

type Props = { at: string | undefined; isRelative?: boolean }

/** An instant: local, or how long ago; UTC where one points at it. */
export function Time({ at, isRelative = false }: Props) {
  const { language, t } = useWords()
  const from = useNow(isRelative ? 5_000 : 60_000)
  if (at === undefined) return <span className="dim">{t('value.none')}</span>
  const instant = new Date(at)
  const title = `${new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(instant)}\n${t('time.utc', { utc: utc(instant) })}`
  return (
    <time dateTime={at} title={title} className="num nowrap">
      {isRelative ? relative(instant, from, language) : local(instant, from, language)}
    </time>
  )
}
