import { Copy } from './copy.tsx'
import css from './json.module.css'

/** What came or went, as it is. Bounded in height; a long one scrolls. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <div className={css.json} role="region" aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
      <span className={css.copy}>
        <Copy text={text} shown="" />
      </span>
    </div>
  )
}
