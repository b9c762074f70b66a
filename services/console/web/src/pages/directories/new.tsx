import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { useDraft } from '../../parts/draft.ts'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { linesOf } from '../subscribers/new.tsx'
import { Handover, type Made } from './handover.tsx'

type Props = { isOpen: boolean; close: () => void; again: () => void }

const SUBJECTS = ['externalId', 'userName', 'id'] as const
const NOTHING = { id: '', issuer: '', subject: 'externalId', speaksFor: '*', tenantId: '' }
type Typed = typeof NOTHING

/** Registers a directory and shows what its identity provider is to be given. */
export function NewDirectory({ isOpen, close, again }: Props) {
  const { t } = useWords()
  const { values, change, done } = useDraft('directory', NOTHING)
  const [made, setMade] = useState<Made>()
  const { act, isBusy, error, forget } = useAct(async () => {
    const { id } = await got(api.POST('/admin/directories', { body: bodyOf(values) }))
    again()
    done()
    const params = { path: { id } }
    setMade(await got(api.POST('/admin/directories/{id}/tokens', { params })))
  })
  const leave = () => {
    setMade(undefined)
    forget()
    close()
  }
  return (
    <Dialog title={t('directories.new')} isOpen={isOpen} close={leave}>
      {made === undefined ? (
        <form className="stack" onSubmit={submitting(act)}>
          <Fields values={values} change={change} />
          <Trouble error={error} />
          <DialogActions>
            <Button variant="default" onClick={leave}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('directories.make')}
            </Button>
          </DialogActions>
        </form>
      ) : (
        <div className="stack">
          <Handover made={made} />
          <DialogActions>
            <Button onClick={leave}>{t('action.close')}</Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}

function Fields({ values, change }: { values: Typed; change: (changes: Partial<Typed>) => void }) {
  const { t } = useWords()
  return (
    <>
      <TextInput
        label={t('directories.id')}
        description={t('directories.id.hint')}
        required
        maxLength={63}
        placeholder="okta"
        value={values.id}
        onChange={(event) => change({ id: event.currentTarget.value })}
      />
      <TextInput
        label={t('directories.issuer')}
        description={t('directories.issuer.hint')}
        maxLength={2_048}
        placeholder="https://acme.okta.com"
        value={values.issuer}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('directories.subject')}
        description={t('directories.subject.hint')}
        data={[...SUBJECTS]}
        value={values.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('directories.speaks-for')}
        description={t('directories.speaks-for.hint')}
        required
        autosize
        minRows={1}
        maxRows={6}
        value={values.speaksFor}
        onChange={(event) => change({ speaksFor: event.currentTarget.value })}
      />
      <TextInput
        label={t('subscribers.tenant')}
        maxLength={63}
        placeholder="default"
        value={values.tenantId}
        onChange={(event) => change({ tenantId: event.currentTarget.value })}
      />
    </>
  )
}

function bodyOf({ id, issuer, subject, speaksFor, tenantId }: Typed) {
  return {
    id: id.trim(),
    tenantId: tenantId.trim() === '' ? 'default' : tenantId.trim(),
    subject: SUBJECTS.find((one) => one === subject) ?? 'externalId',
    speaksFor: linesOf(speaksFor),
    ...(issuer.trim() === '' ? {} : { issuer: issuer.trim() }),
  }
}
