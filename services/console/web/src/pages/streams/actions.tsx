import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Ask } from '../../parts/ask.tsx'
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
  const [asked, setAsked] = useState<Status>()
  const others = (['enabled', 'paused', 'disabled'] as const).filter((one) => one !== stream.status)
  return (
    <>
      {others.map((status) => (
        <Button
          key={status}
          size="xs"
          variant={status === 'enabled' ? 'filled' : 'default'}
          onClick={() => setAsked(status)}
        >
          {t(`stream.${VERB[status]}`)}
        </Button>
      ))}
      {others.map((status) => (
        <Change
          key={status}
          stream={stream}
          status={status}
          isOpen={asked === status}
          close={() => setAsked(undefined)}
        />
      ))}
    </>
  )
}

type ChangeProps = { stream: Stream; status: Status; isOpen: boolean; close: () => void }

function Change({ stream, status, isOpen, close }: ChangeProps) {
  const { t } = useWords()
  const say = useSay()
  const client = useQueryClient()
  const { streamId: id, subscriber } = stream
  const verb = VERB[status]
  const act = async (reason: string) => {
    await got(
      api.POST('/admin/streams/{id}/status', {
        params: { path: { id } },
        body: { status, reason },
      }),
    )
    say(t('stream.status.changed', { status: t(`stream.status.${status}`) }))
    await client.invalidateQueries({ queryKey: ['get', '/admin/streams/{id}'] })
  }
  return (
    <Ask
      title={t(`stream.${verb}.title`, { app: subscriber.name })}
      text={t(`stream.${verb}.text`)}
      reason={t('stream.status.reason')}
      confirm={t(`stream.${verb}`)}
      isDangerous={status === 'disabled'}
      isOpen={isOpen}
      close={close}
      act={act}
    />
  )
}
