import css from './bars.module.css'

/** `title` is what a pointer and a screen reader are told. */
export type Bar = { id: string; title: string; value: number; label: string }

const WIDTH = 1_000
const HEIGHT = 180
const GAP = 0.15

/** How many there were, a bar a stretch of time; the same as a list for who does not see. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const step = WIDTH / Math.max(1, bars.length)
  const first = bars[0]
  const last = bars.at(-1)
  return (
    <figure className={css.figure} aria-label={label}>
      <svg
        className={css.bars}
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {bars.map(({ id, title, value }, index) => {
          const height = (HEIGHT * value) / most
          return (
            <rect
              key={id}
              x={index * step + (step * GAP) / 2}
              y={HEIGHT - height}
              width={step * (1 - GAP)}
              height={height}
            >
              <title>{title}</title>
            </rect>
          )
        })}
      </svg>
      <div className={css.axis} aria-hidden>
        <span>{first?.label}</span>
        <span>{bars.length > 1 ? last?.label : ''}</span>
      </div>
      <ul className="sr-only">
        {bars.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
    </figure>
  )
}
