import { CloseButton } from '@mantine/core'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useWords } from '../words/index.tsx'
import css from './dialog.module.css'

type Props = {
  title: string
  isOpen: boolean
  close: () => void
  children: ReactNode
  isWide?: boolean
}

/** A modal window: the browser's own, which keeps the focus inside and gives it back. */
export function Dialog({ title, isOpen, close, children, isWide = false }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  const { t } = useWords()
  useEffect(() => {
    const dialog = element.current
    if (isOpen && dialog && !dialog.open) dialog.showModal()
    if (!isOpen) dialog?.close()
  }, [isOpen])
  return (
    <dialog
      ref={element}
      className={isWide ? `${css.dialog} ${css.wide}` : css.dialog}
      aria-labelledby={id}
      onClose={close}
      onClick={(event) => {
        if (event.target === element.current) close() // the backdrop
      }}
    >
      {isOpen && (
        <div className={css.inner}>
          <header className={css.head}>
            <h2 id={id}>{title}</h2>
            <CloseButton aria-label={t('action.close')} onClick={close} />
          </header>
          {children}
        </div>
      )}
    </dialog>
  )
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className={css.actions}>{children}</div>
)
