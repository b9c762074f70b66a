import { useEffect, useRef, type ReactNode } from 'react'
import css from './page.module.css'

type PageProps = {
  title: string
  /** One line under the title: what this page is for, or whose it is. */
  lead?: ReactNode
  /** Beside the title: what one can do here. */
  actions?: ReactNode
  /** Above the title: the way back up. */
  trail?: ReactNode
  children: ReactNode
}

/** A page with its title, which is the document's too; a screen reader hears it when one comes here. */
export function Page({ title, lead, actions, trail, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ssf-hub`
  }, [title])
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={css.page}>
      <header className={css.head}>
        <div className={css.titles}>
          {trail && <div className={css.trail}>{trail}</div>}
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {title}
          </h1>
          {lead && <div className={css.lead}>{lead}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

type PanelProps = {
  title?: ReactNode
  /** At the right of the title. */
  aside?: ReactNode
  /** Tables and lists bring their own edges. */
  isFlush?: boolean
  children: ReactNode
  label?: string
}

export function Panel({ title, aside, isFlush = false, children, label }: PanelProps) {
  return (
    <section className={css.panel} aria-label={label}>
      {(title !== undefined || aside !== undefined) && (
        <div className={css.panelHead}>
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      <div className={isFlush ? css.flush : css.body}>{children}</div>
    </section>
  )
}
