import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRef, useState, type SyntheticEvent } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useDraft } from '../../parts/draft.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useWords } from '../../words/index.tsx'
import { BlastRadius } from './blast-radius.tsx'
import { subjectsOf, type Subject } from './identify.ts'
import { REASON_LANGUAGES, WhyFields, type Reasons } from './reasons.tsx'
import css from './revoke.module.css'
import { What, type End } from './what.tsx'
import { Whom } from './whom.tsx'

const route = getRouteApi('/revoke')

type Draft = Reasons & { typed: string; chosen: number; ends: End[]; key: string }

const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

const EMPTY: Draft = {
  typed: '',
  chosen: 0,
  ends: ['sessions'],
  admin: '',
  en: '',
  ja: '',
  key: '',
}
/** How long typing rests before the hub is asked. */
const RESTS_MS = 300

/** Ends somebody's access everywhere, once it is seen what that means. */
export function RevokePage() {
  const { t } = useWords()
  const { whom } = route.useSearch()
  const { values, change, done } = useDraft(`revoke ${whom ?? ''}`, {
    ...EMPTY,
    typed: whom ?? '',
  })
  // Another request is another key; the same one, sent twice or again after a lost answer, is one revocation.
  const edit = (changes: Partial<Draft>) => change({ ...changes, key: newKey() })
  const found = subjectsOf(values.typed)
  const subject = found[Math.min(values.chosen, found.length - 1)]
  const [asked] = useDebouncedValue(subject, RESTS_MS)
  return (
    <Page title={t('revoke.title')} lead={t('revoke.lead')}>
      <div className={css.columns}>
        <Panel>
          <RevokeForm values={values} subject={subject} edit={edit} done={done}>
            <Whom
              typed={values.typed}
              type={(typed) => edit({ typed, chosen: 0 })}
              found={found}
              chosen={values.chosen}
              choose={(chosen) => edit({ chosen })}
            />
          </RevokeForm>
        </Panel>
        <BlastRadius subject={subject && asked} ends={values.ends} />
      </div>
    </Page>
  )
}

type FormProps = {
  values: Draft
  subject: Subject | undefined
  edit: (changes: Partial<Draft>) => void
  done: () => void
  children: React.ReactNode
}

function RevokeForm({ values, subject, edit, done, children }: FormProps) {
  const { t } = useWords()
  const navigate = useNavigate()
  const isUnderWay = useRef(false) // a second click of the same moment sees no state yet
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isUnderWay.current || !subject) return
    isUnderWay.current = true
    setBusy(true)
    setError(undefined)
    try {
      const { txn } = await got(
        api.POST('/admin/revocations', {
          body: bodyOf(values, subject),
          params: { header: { 'idempotency-key': values.key || newKey() } },
        }),
      )
      done()
      await navigate({ to: '/revocations/$txn', params: { txn } })
    } catch (cause) {
      setError(cause)
    } finally {
      isUnderWay.current = false
      setBusy(false)
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {children}
      <What chosen={values.ends} choose={(ends) => edit({ ends })} />
      <WhyFields reasons={values} change={edit} />
      <Trouble error={error} />
      <div className={css.foot}>
        <Button
          type="submit"
          color="red"
          loading={isBusy}
          disabled={!subject || values.ends.length === 0 || values.admin.trim() === ''}
        >
          {t('revoke.confirm')}
        </Button>
        <p className="dim small">{t('revoke.confirm.hint')}</p>
      </div>
    </form>
  )
}

function bodyOf(values: Draft, subject: Subject) {
  const texts = REASON_LANGUAGES.map((language) => [language, values[language].trim()] as const)
  const given = Object.fromEntries(texts.filter(([, text]) => text !== ''))
  return {
    tenantId: 'default',
    subject,
    kind: values.ends,
    reasonAdmin: values.admin.trim(),
    ...(Object.keys(given).length === 0 ? {} : { reasonUser: given }),
  }
}
