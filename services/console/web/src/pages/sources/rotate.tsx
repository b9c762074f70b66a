import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { Secret } from '../../parts/secret.tsx'
import { Time } from '../../parts/time.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

type Done = { secret?: string | undefined; previousSecretUntil?: string | undefined }

/** A new secret: the hub's, or the vendor's where the vendor makes them. The one before counts for a day. */
export function RotateSecret({ id, close }: { id: string; close: () => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [done, setDone] = useState<Done>()
  const {
    act: rotate,
    isBusy,
    error,
  } = useAct(async () => {
    const body = typed.trim() === '' ? {} : { secret: typed.trim() }
    setDone(
      await got(
        api.POST('/admin/sources/{id}/rotate-secret', {
          params: { path: { id } },
          body: body as { overlapSeconds: number }, // the hub's default
        }),
      ),
    )
  })
  return (
    <Dialog title={t('source.rotate.title', { id })} isOpen close={close}>
      {done ? (
        <div className="stack">
          {done.secret !== undefined && <Secret title={t('connect.secret')} value={done.secret} />}
          <p>
            {t('source.rotate.until')} <Time at={done.previousSecretUntil} />
          </p>
        </div>
      ) : (
        <div className="stack">
          <p>{t('source.rotate.text')}</p>
          <TextInput
            label={t('source.rotate.vendor')}
            autoComplete="off"
            spellCheck={false}
            maxLength={1_024}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Trouble error={error} />
          <DialogActions>
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button onClick={rotate} loading={isBusy}>
              {t('source.rotate')}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}
