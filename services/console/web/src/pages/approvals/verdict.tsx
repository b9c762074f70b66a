import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay, useSession } from '../../api/session.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import type { Approval } from './approval.ts'

type Verdict = 'approve' | 'reject'
type Props = { approval: Approval; again: () => void }

/** The second person's answer. The hub refuses a yes of whoever asked. */
export function Verdict({ approval, again }: Props) {
  const { t } = useWords()
  const may = useMay()
  const me = useSession().data?.operator?.name
  const [asked, setAsked] = useState<Verdict>()
  const isReview = approval.kind === 'break-glass'
  if (!may('approver')) return <span className="dim">{t('approvals.role')}</span>
  return (
    <>
      {me === approval.askedBy && <span className="dim">{t('approvals.own')}</span>}
      <Button size="xs" onClick={() => setAsked('approve')}>
        {t(isReview ? 'approvals.was-right' : 'approvals.approve')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsked('reject')}>
        {t(isReview ? 'approvals.was-wrong' : 'approvals.reject')}
      </Button>
      {asked && (
        <Say approval={approval} verdict={asked} close={() => setAsked(undefined)} again={again} />
      )}
    </>
  )
}

type SayProps = Props & { verdict: Verdict; close: () => void }

function Say({ approval: { id, kind, summary }, verdict, close, again }: SayProps) {
  const { t } = useWords()
  const [comment, setComment] = useState('')
  const isReview = kind === 'break-glass'
  const {
    act: decide,
    isBusy,
    error,
  } = useAct(async () => {
    const body = comment.trim() === '' ? {} : { comment: comment.trim() }
    await got(api.POST(`/admin/approvals/{id}/${verdict}`, { params: { path: { id } }, body }))
    close()
    again()
  })
  return (
    <Dialog title={summary} isOpen close={close}>
      <p>{t(isReview ? 'approvals.review.text' : `approvals.${verdict}.text`)}</p>
      <Textarea
        label={t('approvals.comment')}
        autosize
        minRows={2}
        maxLength={1_024}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Trouble error={error} />
      <DialogActions>
        <Button variant="default" onClick={close}>
          {t('action.cancel')}
        </Button>
        <Button onClick={decide} loading={isBusy} color={verdict === 'approve' ? 'brand' : 'red'}>
          {t('approvals.say')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
