import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useWords } from '../../words/index.tsx'
import type { Stream } from './health.ts'

type Props = { stream: Stream; again: () => void }

/** How SETs are pushed: how many at once, how many a second, in which order. */
export function Push({ stream, again }: Props) {
  const { t, number } = useWords()
  const may = useMay()
  const [isEdited, setEdited] = useState(false)
  const { window, ratePerSecond, order } = stream.push
  return (
    <Panel
      title={t('push.title')}
      aside={
        may('admin') && (
          <Button size="xs" variant="default" onClick={() => setEdited(true)}>
            {t('action.edit')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          [t('push.window'), number(window)],
          [t('push.rate'), ratePerSecond === null ? t('push.rate.any') : number(ratePerSecond)],
          [t('push.order'), t(`push.order.${order}`)],
          [t('subscriber.signing'), stream.signingAlg],
        ]}
      />
      {isEdited && (
        <Edit
          stream={stream}
          close={() => setEdited(false)}
          again={() => {
            setEdited(false)
            again()
          }}
        />
      )}
    </Panel>
  )
}

const WHOLE = /^[1-9]\d{0,4}$/
const MOST = { window: 32, rate: 10_000 }

function Edit({ stream, close, again }: Props & { close: () => void }) {
  const { t } = useWords()
  const [draft, setDraft] = useState({
    window: String(stream.push.window),
    rate: stream.push.ratePerSecond === null ? '' : String(stream.push.ratePerSecond),
    order: stream.push.order,
  })
  const isWindow = WHOLE.test(draft.window) && Number(draft.window) <= MOST.window
  const isRate = draft.rate === '' || (WHOLE.test(draft.rate) && Number(draft.rate) <= MOST.rate)
  const { submit, isBusy, error } = useSave(stream.streamId, draft, again)
  return (
    <Dialog title={t('push.title')} isOpen close={close}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('push.window')}
          description={t('push.window.hint')}
          inputMode="numeric"
          value={draft.window}
          error={!isWindow && t('push.fault', { most: MOST.window })}
          onChange={({ currentTarget: { value } }) => setDraft({ ...draft, window: value.trim() })}
        />
        <TextInput
          label={t('push.rate')}
          description={t('push.rate.hint')}
          inputMode="numeric"
          value={draft.rate}
          error={!isRate && t('push.fault', { most: MOST.rate })}
          onChange={({ currentTarget: { value } }) => setDraft({ ...draft, rate: value.trim() })}
        />
        <NativeSelect
          label={t('push.order')}
          value={draft.order}
          onChange={({ currentTarget: { value } }) =>
            setDraft({ ...draft, order: value === 'stream' ? 'stream' : 'principal' })
          }
          data={(['principal', 'stream'] as const).map((value) => ({
            value,
            label: t(`push.order.${value}`),
          }))}
        />
        <Trouble error={error} />
        <DialogActions>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!isWindow || !isRate}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

type Draft = { window: string; rate: string; order: Stream['push']['order'] }

function useSave(id: string, { window, rate, order }: Draft, done: () => void) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setError(undefined)
    const body = {
      window: Number(window),
      ratePerSecond: rate === '' ? null : Number(rate),
      order,
    }
    try {
      await got(api.PATCH('/admin/streams/{id}/push', { params: { path: { id } }, body }))
      done()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return { submit, isBusy, error }
}
