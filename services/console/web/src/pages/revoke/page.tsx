import { useDebouncedValue } from '@mantine/hooks'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useDraft } from '../../parts/draft.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { shortId } from '../incidents/incident.tsx'
import { BlastRadius, usePreview } from './blast-radius.tsx'
import { endsOf, labelOf, subjectOf, type Candidate } from './candidates.ts'
import { Confirm } from './confirm.tsx'
import { bodyOf, EMPTY, meantBy, newKey, type Draft } from './draft.ts'
import { subjectsOf } from './identify.ts'
import type { Preview } from './radius.ts'
import { WhyFields } from './reasons.tsx'
import css from './revoke.module.css'
import { What } from './what.tsx'
import { Who } from './who.tsx'
import { Whom } from './whom.tsx'

const route = getRouteApi('/revoke')

/** How long typing rests before the hub is asked. */
const RESTS_MS = 300

/** Ends somebody's access everywhere, once it is seen what that means. */
export function RevokePage() {
  const { t } = useWords()
  const { whom, incident } = route.useSearch()
  const { values, change, done } = useDraft(`revoke ${whom ?? ''} ${incident ?? ''}`, {
    ...EMPTY,
    typed: whom ?? '',
  })
  // Another request is another key; the same one, sent twice or again after a lost answer, is one revocation.
  const edit = (changes: Partial<Draft>) => change({ ...changes, key: newKey() })
  const meant = meantBy(values)
  const [rested] = useDebouncedValue(meant, RESTS_MS)
  const subject = meant && rested
  const preview = usePreview({ tenantId: values.tenantId, subject, ends: values.ends })
  const second = subject ? preview.data?.secondPerson : undefined
  return (
    <Page title={t('revoke.title')} lead={t('revoke.lead')}>
      <div className={css.columns}>
        <Panel>
          {incident !== undefined && <About incident={incident} />}
          <RevokeForm values={values} second={second} edit={edit} done={done}>
            <WhoseAccess values={values} edit={edit} />
          </RevokeForm>
        </Panel>
        <div className="stack">
          {second && <Who second={second} />}
          <BlastRadius isAsked={subject !== undefined && values.ends.length > 0} query={preview} />
        </div>
      </div>
    </Page>
  )
}

/** What it is done about: it leads back there. */
function About({ incident: id }: { incident: string }) {
  const { t } = useWords()
  return (
    <p className="row small">
      <State kind="info">{t('revoke.about')}</State>
      <Link to="/incidents/$id" params={{ id }}>
        {t('incident.title', { id: shortId(id) })}
      </Link>
      <span className="dim">{t('revoke.about.what')}</span>
    </p>
  )
}

type Edit = (changes: Partial<Draft>) => void

function WhoseAccess({ values, edit }: { values: Draft; edit: Edit }) {
  const unpicked = { picked: null, chosen: 0, isGlassBroken: false }
  const pick = (candidate: Candidate) =>
    edit({
      ...unpicked,
      typed: labelOf(candidate),
      picked: subjectOf(candidate) ?? null,
      ends: endsOf(candidate),
    })
  return (
    <Whom
      tenantId={values.tenantId}
      chooseTenant={(tenantId) => edit({ ...unpicked, tenantId })}
      typed={values.typed}
      type={(typed) => edit({ ...unpicked, typed })}
      pick={pick}
      picked={values.picked ?? undefined}
      found={subjectsOf(values.typed)}
      chosen={values.chosen}
      choose={(chosen) => edit({ chosen, isGlassBroken: false })}
    />
  )
}

type FormProps = {
  values: Draft
  second: Preview['secondPerson'] | undefined
  edit: Edit
  done: () => void
  children: ReactNode
}

function RevokeForm({ values, second, edit, done, children }: FormProps) {
  const { act, isBusy, error } = useSubmit(values, done)
  const isReady =
    meantBy(values) !== undefined && values.ends.length > 0 && values.admin.trim() !== ''
  return (
    <form className="stack" onSubmit={submitting(act)}>
      {children}
      <What chosen={values.ends} choose={(ends) => edit({ ends })} />
      <WhyFields reasons={values} change={edit} />
      <Trouble error={error} />
      <Confirm
        second={second}
        isGlassBroken={values.isGlassBroken}
        breakGlass={(isGlassBroken) => edit({ isGlassBroken })}
        isBusy={isBusy}
        isReady={isReady}
      />
    </form>
  )
}

/** Sends it once, and goes where one sees what becomes of it. */
function useSubmit(values: Draft, done: () => void) {
  const navigate = useNavigate()
  const { incident } = route.useSearch()
  return useAct(async () => {
    const subject = meantBy(values)
    if (!subject) return
    const header = { 'idempotency-key': values.key || newKey() }
    const { txn, signals, approval } = await got(
      api.POST('/admin/revocations', {
        body: bodyOf(values, subject, incident),
        params: { header },
      }),
    )
    done()
    if (approval && signals.length === 0)
      await navigate({ to: '/approvals/$id', params: { id: approval.id } })
    else {
      // Of an incident there is something to see before this is decided.
      const search = incident === undefined ? {} : { signal: signals[0]?.id }
      await navigate({ to: '/revocations/$txn', params: { txn }, search })
    }
  })
}
