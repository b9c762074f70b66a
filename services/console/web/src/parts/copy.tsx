import { ActionIcon } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '../words/index.tsx'
import css from './copy.module.css'

/** A text that one takes along: shown as it is, copied by a click. */
export function Copy({
  text,
  shown,
  isBlock = false,
}: {
  text: string
  shown?: string
  isBlock?: boolean
}) {
  const [isDone, setDone] = useState(false)
  const { t } = useWords()
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setDone(true)
      setTimeout(() => setDone(false), 1_500)
    })
  }
  return (
    <span className={isBlock ? css.block : css.copy}>
      <code className="break">{shown ?? text}</code>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        onClick={copy}
        aria-label={isDone ? t('action.copied') : t('action.copy')}
        title={t('action.copy')}
      >
        {isDone ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </span>
  )
}
