import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Ask } from '../../parts/ask.tsx'
import { duration } from '../../parts/duration.ts'
import { useSay } from '../../parts/toasts.tsx'
import { useSaidAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import type { Channel } from './list.tsx'

/** A notice that says it is a test, and what came of it. */
export function SendTest({ name, again }: { name: string; again: () => void }) {
  const { t, language } = useWords()
  const say = useSay()
  const { act: send, isBusy } = useSaidAct(async () => {
    const {
      isDelivered,
      failure = '',
      durationMs,
    } = await got(api.POST('/admin/channels/{name}/test', { params: { path: { name } } }))
    if (isDelivered) say(t('channel.test.taken', { time: duration(durationMs, language) }))
    else say(t('channel.test.failed', { failure }), 'bad')
    again()
  })
  return (
    <Button size="xs" onClick={send} loading={isBusy}>
      {t('channel.test')}
    </Button>
  )
}

type Props = { channel: Channel; again: () => void; show: (secret: string) => void }

/** How long the secret before signs too: time enough to change it at the other end. */
const OVERLAP_HOURS = 24

export function ChannelActions({ channel: { name, status }, again, show }: Props) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<'status' | 'rotate' | 'remove'>()
  const params = { path: { name } }
  const other = status === 'enabled' ? 'paused' : 'enabled'
  const asking = (what: typeof asked) => ({
    isOpen: asked === what,
    close: () => setAsked(undefined),
  })
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked('status')}>
        {t(`channel.to.${other}`)}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsked('rotate')}>
        {t('channel.rotate')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsked('remove')}>
        {t('channel.remove')}
      </Button>
      <Ask
        title={t(`channel.to.${other}`)}
        text={t(`channel.to.${other}.text`)}
        confirm={t(`channel.to.${other}`)}
        {...asking('status')}
        act={async () => {
          await got(api.PATCH('/admin/channels/{name}', { params, body: { status: other } }))
          again()
        }}
      />
      <Ask
        title={t('channel.rotate')}
        text={t('channel.rotate.text')}
        confirm={t('channel.rotate')}
        {...asking('rotate')}
        act={async () => {
          const body = { overlapHours: OVERLAP_HOURS }
          show((await got(api.POST('/admin/channels/{name}/rotate', { params, body }))).secret)
          again()
        }}
      />
      <Ask
        title={t('channel.remove.title', { name })}
        text={t('channel.remove.text')}
        confirm={t('channel.remove')}
        isDangerous
        {...asking('remove')}
        act={async () => {
          await got(api.DELETE('/admin/channels/{name}', { params }))
          await navigate({ to: '/channels' })
        }}
      />
    </>
  )
}
