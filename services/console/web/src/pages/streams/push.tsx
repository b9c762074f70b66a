import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { useStale } from '../../api/use-stale.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Meanwhile } from '../../parts/meanwhile.tsx'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useEdit, type Edit as EditOf } from '../../parts/use-edit.ts'
import { useWords } from '../../words/index.tsx'
import type { Stream } from './health.ts'

/** `again` asks for the stream anew. */
type Props = { stream: Stream; again: () => Promise<Stream | undefined> }

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
      {isEdited && <Edit stream={stream} close={() => setEdited(false)} again={again} />}
    </Panel>
  )
}

const WHOLE = /^[1-9]\d{0,4}$/
const MOST = { window: 32, rate: 10_000 }

function Edit({ stream, close, again }: Props & { close: () => void }) {
  const { t } = useWords()
  const edit = useEdit(draftOf(stream), async () => {
    const found = await again()
    return found && draftOf(found)
  })
  const { draft, change } = edit
  const isWindow = WHOLE.test(draft.window) && Number(draft.window) <= MOST.window
  const isRate = draft.rate === '' || (WHOLE.test(draft.rate) && Number(draft.rate) <= MOST.rate)
  const { act, isBusy, error } = useSave(stream.streamId, edit, close)
  return (
    <Dialog title={t('push.title')} isOpen close={close}>
      <form className="stack" onSubmit={submitting(act)}>
        <TextInput
          label={t('push.window')}
          description={t('push.window.hint')}
          inputMode="numeric"
          value={draft.window}
          error={!isWindow && t('push.fault', { most: MOST.window })}
          onChange={({ currentTarget: { value } }) => change({ window: value.trim() })}
        />
        <TextInput
          label={t('push.rate')}
          description={t('push.rate.hint')}
          inputMode="numeric"
          value={draft.rate}
          error={!isRate && t('push.fault', { most: MOST.rate })}
          onChange={({ currentTarget: { value } }) => change({ rate: value.trim() })}
        />
        <NativeSelect
          label={t('push.order')}
          value={draft.order}
          onChange={({ currentTarget: { value } }) =>
            change({ order: value === 'stream' ? 'stream' : 'principal' })
          }
          data={(['principal', 'stream'] as const).map((value) => ({
            value,
            label: t(`push.order.${value}`),
          }))}
        />
        <Meanwhile {...edit.meanwhile} />
        <Trouble error={error} />
        <DialogActions>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={!isWindow || !isRate || edit.meanwhile.isChanged}
          >
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

type Draft = { window: string; rate: string; order: Stream['push']['order'] }

const draftOf = ({ push: { window, ratePerSecond, order } }: Stream): Draft => ({
  window: String(window),
  rate: ratePerSecond === null ? '' : String(ratePerSecond),
  order,
})

function useSave(id: string, { changes, isCurrent }: EditOf<Draft>, done: () => void) {
  const stale = useStale()
  const { window, rate, order } = changes
  return useAct(async () => {
    if (!(await isCurrent())) return
    const body = {
      ...(window !== undefined && { window: Number(window) }),
      ...(rate !== undefined && { ratePerSecond: rate === '' ? null : Number(rate) }),
      ...(order !== undefined && { order }),
    }
    await got(api.PATCH('/admin/streams/{id}/push', { params: { path: { id } }, body }))
    done()
    await stale('/admin/streams')
  })
}
