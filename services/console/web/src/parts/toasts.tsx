import { createContext, use, useCallback, useState, type ReactNode } from 'react'
import { State } from './state.tsx'
import css from './toasts.module.css'

type Toast = { id: number; kind: 'ok' | 'bad'; text: string }
type Say = (text: string, kind?: Toast['kind']) => void

const Saying = createContext<Say>(() => undefined)

const SHOWN_MS = 5_000
let last = 0

/** Short notes of what was done, in a corner; a screen reader hears them when it has time. */
export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const say = useCallback<Say>((text, kind = 'ok') => {
    const id = (last += 1)
    setToasts((before) => [...before.slice(-3), { id, kind, text }])
    setTimeout(() => setToasts((before) => before.filter((toast) => toast.id !== id)), SHOWN_MS)
  }, [])
  return (
    <Saying value={say}>
      {children}
      <div className={css.toasts} role="status" aria-live="polite">
        {toasts.map(({ id, kind, text }) => (
          <div key={id} className={css.toast}>
            <State kind={kind} isPlain>
              {text}
            </State>
          </div>
        ))}
      </div>
    </Saying>
  )
}

export const useSay = (): Say => use(Saying)
