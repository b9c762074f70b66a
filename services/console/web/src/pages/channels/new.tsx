import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { useDraft } from '../../parts/draft.ts'
import { Secret } from '../../parts/secret.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

type Props = { isOpen: boolean; close: () => void; again: () => void }

const NOTHING = { name: '', url: '', description: '' }

export function NewChannel({ isOpen, close, again }: Props) {
  const { t } = useWords()
  const { values, change, done } = useDraft('channel', NOTHING)
  const [secret, setSecret] = useState<string>()
  const { act, isBusy, error, forget } = useAct(async () => {
    const made = await got(api.POST('/admin/channels', { body: bodyOf(values) }))
    setSecret(made.secret)
    done()
    again()
  })
  const leave = () => {
    setSecret(undefined)
    forget()
    close()
  }
  return (
    <Dialog title={t('channels.new')} isOpen={isOpen} close={leave}>
      {secret === undefined ? (
        <form className="stack" onSubmit={submitting(act)}>
          <TextInput
            label={t('channels.name')}
            description={t('channels.name.hint')}
            required
            maxLength={63}
            placeholder="soc"
            value={values.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('channels.url')}
            description={t('channels.url.hint')}
            required
            maxLength={2_048}
            placeholder="https://hooks.example.com/soc"
            value={values.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
          />
          <TextInput
            label={t('subscribers.description')}
            maxLength={1_024}
            value={values.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <Trouble error={error} />
          <DialogActions>
            <Button variant="default" onClick={leave}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('channels.make')}
            </Button>
          </DialogActions>
        </form>
      ) : (
        <div className="stack">
          <Secret title={t('channels.secret')} value={secret} />
          <p>{t('channels.secret.text')}</p>
          <DialogActions>
            <Button onClick={leave}>{t('action.close')}</Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}

const bodyOf = ({ name, url, description }: typeof NOTHING) => ({
  name: name.trim(),
  url: url.trim(),
  ...(description.trim() === '' ? {} : { description: description.trim() }),
})
