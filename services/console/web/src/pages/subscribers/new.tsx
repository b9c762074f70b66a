import { Button, Textarea, TextInput } from '@mantine/core'
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

const NOTHING = { name: '', audience: '', description: '', pushHosts: '' }

/** Pure: one a line, or separated by commas. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function NewSubscriber({ isOpen, close, again }: Props) {
  const { t } = useWords()
  const { values, change, done } = useDraft('subscriber', NOTHING)
  const [token, setToken] = useState<string>()
  const { act, isBusy, error } = useAct(async () => {
    const made = await got(api.POST('/admin/subscribers', { body: bodyOf(values) }))
    setToken(made.token)
    done()
    again()
  })
  const leave = () => {
    setToken(undefined)
    close()
  }
  return (
    <Dialog title={t('subscribers.new')} isOpen={isOpen} close={leave}>
      {token === undefined ? (
        <form className="stack" onSubmit={submitting(act)}>
          <TextInput
            label={t('subscribers.name')}
            required
            maxLength={128}
            value={values.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t('subscribers.audience')}
            description={t('subscribers.audience.hint')}
            required
            autosize
            minRows={1}
            maxRows={6}
            placeholder="https://crm.example.com"
            value={values.audience}
            onChange={(event) => change({ audience: event.currentTarget.value })}
          />
          <Textarea
            label={t('subscribers.hosts')}
            description={t('subscribers.hosts.hint')}
            autosize
            minRows={1}
            maxRows={6}
            placeholder="crm.example.com"
            value={values.pushHosts}
            onChange={(event) => change({ pushHosts: event.currentTarget.value })}
          />
          <TextInput
            label={t('subscribers.description')}
            maxLength={1024}
            value={values.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <Trouble error={error} />
          <DialogActions>
            <Button variant="default" onClick={leave}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('subscribers.register')}
            </Button>
          </DialogActions>
        </form>
      ) : (
        <Made token={token} leave={leave} />
      )}
    </Dialog>
  )
}

function Made({ token, leave }: { token: string; leave: () => void }) {
  const { t } = useWords()
  return (
    <div className="stack">
      <Secret title={t('subscribers.token')} value={token} />
      <p>{t('subscribers.made.text')}</p>
      <DialogActions>
        <Button onClick={leave}>{t('action.close')}</Button>
      </DialogActions>
    </div>
  )
}

function bodyOf({ name, audience, description, pushHosts }: typeof NOTHING) {
  const hosts = linesOf(pushHosts)
  return {
    name: name.trim(),
    audience: linesOf(audience),
    ...(description.trim() === '' ? {} : { description: description.trim() }),
    ...(hosts.length === 0 ? {} : { pushHosts: hosts }),
  }
}
