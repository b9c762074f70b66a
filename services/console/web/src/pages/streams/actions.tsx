import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useStale } from '../../api/use-stale.ts'
import { Ask } from '../../parts/ask.tsx'
import { State } from '../../parts/state.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'
import type { Stream } from './health.ts'

type Status = Stream['status']
const VERB = { enabled: 'enable', paused: 'pause', disabled: 'disable' } as const satisfies Record<
  Status,
  string
>

/** What one does to a stream: pause, enable, disable. */
export function StreamActions({ stream }: { stream: Stream }) {
  const { t } = useWords()
  // As it was when it was asked: another may change it meanwhile.
  const [asked, setAsked] = useState<{ to: Status; from: Status }>()
  const others = (['enabled', 'paused', 'disabled'] as const).filter((one) => one !== stream.status)
  return (
    <>
      {others.map((status) => (
        <Button
          key={status}
          size="xs"
          variant={status === 'enabled' ? 'filled' : 'default'}
          onClick={() => setAsked({ to: status, from: stream.status })}
        >
          {t(`stream.${VERB[status]}`)}
        </Button>
      ))}
      {asked && <Change stream={stream} {...asked} close={() => setAsked(undefined)} />}
    </>
  )
}

type ChangeProps = { stream: Stream; to: Status; from: Status; close: () => void }

function Change({ stream, to, from, close }: ChangeProps) {
  const { t } = useWords()
  const say = useSay()
  const stale = useStale()
  const { streamId: id, subscriber } = stream
  const verb = VERB[to]
  const act = async (reason: string) => {
    await got(
      api.POST('/admin/streams/{id}/status', {
        params: { path: { id } },
        body: { status: to, reason },
      }),
    )
    say(t('stream.status.changed', { status: t(`stream.status.${to}`) }))
    await stale('/admin/streams')
  }
  return (
    <Ask
      title={t(`stream.${verb}.title`, { app: subscriber.name })}
      text={
        <div className="stack-tight">
          <p>{t(`stream.${verb}.text`)}</p>
          {stream.status !== from && (
            <State kind="warn" isPlain>
              {t('stream.meanwhile', { status: t(`stream.status.${stream.status}`) })}
            </State>
          )}
        </div>
      }
      reason={t('stream.status.reason')}
      confirm={t(`stream.${verb}`)}
      isDangerous={to === 'disabled'}
      isOpen
      close={close}
      act={act}
    />
  )
}
