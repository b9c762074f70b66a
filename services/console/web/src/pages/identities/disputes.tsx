import { Button } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Empty } from '../../parts/empty.tsx'
import { PrincipalName } from '../../parts/principal.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import { useChanged } from './use-changed.ts'

export type Dispute = components['schemas']['NamedLinkDispute']

type Filter = { state?: Dispute['state']; principalId?: string }

/** What sources say about whose a name is, and does not count until somebody decides. */
export function Disputes({ filter }: { filter: Filter }) {
  const { t } = useWords()
  const disputes = usePaged('/admin/link-disputes', filter, (after) =>
    got(
      api.GET('/admin/link-disputes', {
        params: { query: { ...filter, ...(after && { after }) } },
      }),
    ),
  )
  return (
    <Table
      label={t('identities.disputes')}
      columns={columns(t)}
      rows={disputes.items}
      keyOf={({ id }) => id}
      {...disputes}
      empty={<Empty title={t('disputes.empty')}>{t('disputes.empty.text')}</Empty>}
    />
  )
}

const columns = (t: Speak['t']): Column<Dispute>[] => [
  {
    id: 'what',
    title: t('disputes.what'),
    cell: ({ kind, subject, reason }) => (
      <div className="stack-tight">
        <strong>{t(`disputes.kind.${kind}`)}</strong>
        <SubjectView subject={subject} />
        <span className="dim small break">{reason}</span>
      </div>
    ),
  },
  {
    id: 'holder',
    title: t('disputes.holder'),
    cell: ({ holder }) => (holder ? <PrincipalName {...holder} /> : <Nobody />),
  },
  {
    id: 'claimant',
    title: t('disputes.claimant'),
    cell: ({ claimant }) => (claimant ? <PrincipalName {...claimant} /> : <Nobody />),
  },
  {
    id: 'origin',
    title: t('disputes.origin'),
    isMinor: true,
    cell: ({ origin, times, lastSeenAt }) => (
      <div className="stack-tight">
        <span className="break">{origin}</span>
        <span className="dim small">
          {t('disputes.times', { n: times })} · <Time at={lastSeenAt} isRelative />
        </span>
      </div>
    ),
  },
  { id: 'decide', title: '', cell: (dispute) => <Decide dispute={dispute} /> },
]

function Nobody() {
  const { t } = useWords()
  return <span className="dim">{t('disputes.nobody')}</span>
}

/** Believed, or never asked again; who decided is told where it is decided. */
function Decide({ dispute }: { dispute: Dispute }) {
  const { t } = useWords()
  const may = useMay()
  const [asked, setAsked] = useState<'accept' | 'reject'>()
  if (dispute.state !== 'open')
    return (
      <div className="stack-tight">
        <span>{t(`disputes.${dispute.state}`)}</span>
        <span className="dim small break">
          {dispute.decidedBy} <Time at={dispute.decidedAt} isRelative />
        </span>
      </div>
    )
  if (!may('responder')) return null
  return (
    <>
      <Button.Group>
        {(['accept', 'reject'] as const).map((decision) => (
          <Button
            key={decision}
            size="compact-xs"
            variant={decision === 'accept' ? 'filled' : 'default'}
            onClick={() => setAsked(decision)}
          >
            {t(`disputes.${decision}`)}
          </Button>
        ))}
      </Button.Group>
      {asked && <Confirm dispute={dispute} decision={asked} close={() => setAsked(undefined)} />}
    </>
  )
}

type ConfirmProps = { dispute: Dispute; decision: 'accept' | 'reject'; close: () => void }

function Confirm({ dispute: { id, kind, subject }, decision, close }: ConfirmProps) {
  const { t } = useWords()
  const changed = useChanged()
  const act = async (comment: string) => {
    await got(
      api.POST('/admin/link-disputes/{id}/decide', {
        params: { path: { id } },
        body: { decision, ...(comment !== '' && { comment }) },
      }),
    )
    await changed(t('disputes.decided'))
  }
  return (
    <Ask
      title={t(`disputes.${decision}.title`)}
      text={
        <div className="stack-tight">
          <strong>{t(`disputes.kind.${kind}`)}</strong>
          <SubjectView subject={subject} />
          <p>{t(`disputes.${decision}.text`)}</p>
        </div>
      }
      reason={t('identity.comment.optional')}
      isReasonOptional
      confirm={t(`disputes.${decision}`)}
      isOpen
      close={close}
      act={act}
    />
  )
}
