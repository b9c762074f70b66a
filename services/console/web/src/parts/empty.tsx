import type { ReactNode } from 'react'
import css from './empty.module.css'

type Props = { title: string; children?: ReactNode; action?: ReactNode; sign?: ReactNode }

/** Nothing is here yet: what would be, and how it comes about. */
export function Empty({ title, children, action, sign }: Props) {
  return (
    <div className={css.empty}>
      {sign && <div className={css.sign}>{sign}</div>}
      <h3 className={css.title}>{title}</h3>
      {children && <div className={css.text}>{children}</div>}
      {action}
    </div>
  )
}
