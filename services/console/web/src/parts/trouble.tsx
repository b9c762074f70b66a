import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { isUnreachable, problemOf } from '../api/problem.ts'
import { useWords } from '../words/index.tsx'
import css from './trouble.module.css'

type Props = { error: unknown; again?: () => void; title?: string }

/** What went wrong, in the hub's own words, or that it cannot be reached. A screen reader hears it at once. */
export function Trouble({ error, again, title }: Props) {
  const { t } = useWords()
  if (error === null || error === undefined) return null
  const problem = problemOf(error)
  const Sign = isUnreachable(error) ? IconPlugConnectedX : IconAlertTriangle
  return (
    <div className={css.trouble} role="alert">
      <Sign size={18} aria-hidden />
      <div className={css.text}>
        {title !== undefined && <strong>{title}</strong>}
        <p className="break">
          {problem ? (problem.detail ?? problem.title) : t('problem.unreachable')}
        </p>
      </div>
      {again && (
        <Button size="xs" variant="default" onClick={again}>
          {t('page.again')}
        </Button>
      )}
    </div>
  )
}
