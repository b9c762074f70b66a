import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Ask } from '../../parts/ask.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'
import { MODES, type Mode, type PolicyRecord } from './policy.ts'

/** On, off, or to shadow; what that means is said first. A policy that somebody else changed meanwhile is not switched. */
export function Switch({ policy, again }: { policy: PolicyRecord; again: () => void }) {
  const { t } = useWords()
  const say = useSay()
  // The version that was seen: what another made of it meanwhile is not switched.
  const [asked, setAsked] = useState<{ to: Mode; seen: number }>()
  const { id, mode, version, name } = policy
  const act = async (to: Mode, seen: number) => {
    await got(
      api.PUT('/admin/policies/{id}/mode', {
        params: { path: { id } },
        body: { mode: to, expectedVersion: seen },
      }),
    )
    say(t('policy.switched', { mode: t(`policy.mode.${to}`) }))
    again()
  }
  return MODES.filter((one) => one !== mode).map((to) => (
    <span key={to}>
      <Button
        size="xs"
        variant={to === 'on' ? 'filled' : 'default'}
        onClick={() => setAsked({ to, seen: version })}
      >
        {t(`policy.to.${to}`)}
      </Button>
      <Ask
        title={`${t(`policy.to.${to}`)}: ${name}`}
        text={t(`policy.mode.${to}.what`)}
        confirm={t(`policy.to.${to}`)}
        isDangerous={to === 'off'}
        isOpen={asked?.to === to}
        close={() => setAsked(undefined)}
        act={() => act(to, asked?.seen ?? version)}
      />
    </span>
  ))
}
