import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconInfoCircle,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './state.module.css'

/** How something is: a colour, and always its sign and a word. */
export type Kind = 'ok' | 'warn' | 'bad' | 'idle' | 'wait' | 'info'

const SIGNS = {
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconX,
  idle: IconCircleDashed,
  wait: IconClock,
  info: IconInfoCircle,
} as const satisfies Record<Kind, unknown>

type Props = { kind: Kind; children: ReactNode; title?: string; isPlain?: boolean }

export function State({ kind, children, title, isPlain = false }: Props) {
  const Sign = SIGNS[kind]
  return (
    <span className={isPlain ? css.plain : css.state} data-kind={kind} title={title}>
      <Sign size={14} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  )
}
