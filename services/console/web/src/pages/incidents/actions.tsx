import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useStale } from '../../api/use-stale.ts'
import { Ask } from '../../parts/ask.tsx'
import { State } from '../../parts/state.tsx'
import { typedSubject } from '../../parts/subject.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'
import type { Incident, IncidentDetail } from './incident.tsx'

type Next = Exclude<Incident['state'], 'open'>

/** Which steps each state may be left by: there is no way back. */
const NEXT = {
  open: ['acknowledged', 'contained', 'closed'],
  acknowledged: ['contained', 'closed'],
  contained: ['closed'],
  closed: [],
} as const satisfies Record<Incident['state'], readonly Next[]>

/** What one does about it: ends the access of whom it is about, and takes it a step further. */
export function IncidentActions({ detail: { incident, parties } }: { detail: IncidentDetail }) {
  const { t } = useWords()
  // As it was when it was asked: another may take a step meanwhile.
  const [asked, setAsked] = useState<{ next: Next; from: Incident['state'] }>()
  const whom = parties.find(({ role, names }) => role === 'strong' && names.length > 0)?.names[0]
  if (incident.mergedInto !== undefined) return null
  return (
    <>
      {NEXT[incident.state].map((next, index) => (
        <Button
          key={next}
          size="xs"
          variant={index === 0 ? 'filled' : 'default'}
          onClick={() => setAsked({ next, from: incident.state })}
        >
          {t(`incident.${next}.do`)}
        </Button>
      ))}
      {whom && (
        <Button
          size="xs"
          color="red.9"
          renderRoot={(props) => (
            <Link
              to="/revoke"
              search={{ whom: typedSubject(whom), incident: incident.id }}
              {...props}
            />
          )}
        >
          {t('incident.revoke')}
        </Button>
      )}
      {asked && <TakeStep incident={incident} {...asked} close={() => setAsked(undefined)} />}
    </>
  )
}

type StepProps = { incident: Incident; next: Next; from: Incident['state']; close: () => void }

function TakeStep({ incident: { id, state }, next, from, close }: StepProps) {
  const { t } = useWords()
  const say = useSay()
  const stale = useStale()
  const act = async (comment: string) => {
    await got(
      api.POST('/admin/incidents/{id}/state', {
        params: { path: { id } },
        body: { state: next, ...(comment !== '' && { comment }) },
      }),
    )
    say(t('incident.changed', { state: t(`incident.${next}`) }))
    await stale('/admin/incidents')
  }
  return (
    <Ask
      title={t(`incident.${next}.title`)}
      text={
        <div className="stack-tight">
          <p>{t(`incident.${next}.text`)}</p>
          {state !== from && (
            <State kind="warn" isPlain>
              {t('incident.meanwhile', { state: t(`incident.${state}`) })}
            </State>
          )}
        </div>
      }
      reason={t('incident.comment.optional')}
      isReasonOptional
      confirm={t(`incident.${next}.do`)}
      isOpen
      close={close}
      act={act}
    />
  )
}
