import { Button, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { useDraft } from '../../parts/draft.ts'
import { Secret } from '../../parts/secret.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useWords } from '../../words/index.tsx'

type Props = { isOpen: boolean; close: () => void; again: () => void }

const NOTHING = { name: '', url: '', description: '' }

export function NewChannel({ isOpen, close, again }: Props) {
  const { t } = useWords()
  const { values, change, done } = useDraft('channel', NOTHING)
  const [secret, setSecret] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setError(undefined)
    got(api.POST('/admin/channels', { body: bodyOf(values) }))
      .then((made) => {
        setSecret(made.secret)
        done()
        again()
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const leave = () => {
    setSecret(undefined)
    setError(undefined)
    close()
  }
  return (
    <Dialog title={t('channels.new')} isOpen={isOpen} close={leave}>
      {secret === undefined ? (
        <form className="stack" onSubmit={submit}>
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
