import { Button, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../words/index.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import { Trouble } from './trouble.tsx'
import { submitting, useAct } from './use-act.ts'

type Props = {
  title: string
  text: ReactNode
  /** What is to be typed before it is done, where that is asked for. */
  reason?: string
  isReasonOptional?: boolean
  confirm: string
  isDangerous?: boolean
  /** Where something is to be chosen first. */
  isReady?: boolean
  isOpen: boolean
  close: () => void
  /** Throws where it did not work: the question stays, with what was typed. */
  act: (reason: string) => Promise<unknown>
}

/** Asks before something is done that others will feel. A second click while it is under way does nothing. */
export function Ask({
  title,
  text,
  reason,
  isReasonOptional = false,
  confirm,
  isDangerous = false,
  isReady = true,
  isOpen,
  close,
  act,
}: Props) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const {
    act: confirmed,
    isBusy,
    error,
    forget,
  } = useAct(async () => {
    await act(typed.trim())
    setTyped('')
    close()
  })
  const leave = () => {
    forget()
    close()
  }
  return (
    <Dialog title={title} isOpen={isOpen} close={leave}>
      <form className="stack" onSubmit={submitting(confirmed)}>
        <div className="break">{text}</div>
        {reason !== undefined && (
          <Textarea
            label={reason}
            required={!isReasonOptional}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1024}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <Trouble error={error} />
        <DialogActions>
          <Button variant="default" onClick={leave}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            color={isDangerous ? 'red.9' : 'brand'}
            disabled={
              !isReady || (reason !== undefined && !isReasonOptional && typed.trim() === '')
            }
          >
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
