import { Button } from '@mantine/core'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { isNotFound } from '../../api/problem.ts'
import { useMay } from '../../api/session.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import type { Stream } from './health.ts'

/** One that is under way is watched. */
const UNDER_WAY_MS = 500

type Latest = components['schemas']['StreamVerification']

/** The latest verification, and how long it took there and back; another one is sent from here. */
export function Verification({ stream: { streamId: id, status } }: { stream: Stream }) {
  const { t } = useWords()
  const { data, error, refetch } = hub.useQuery(
    'get',
    '/admin/streams/{id}/verification',
    { params: { path: { id } } },
    {
      refetchInterval: ({ state: { data: latest } }) =>
        latest && latest.settledAt === undefined ? UNDER_WAY_MS : false,
    },
  )
  const isNone = isNotFound(error)
  return (
    <Panel
      title={t('verification.title')}
      aside={status === 'disabled' ? undefined : <Send id={id} again={() => void refetch()} />}
    >
      {isNone ? <p className="dim">{t('verification.none')}</p> : <Trouble error={error} />}
      {data && <Came latest={data} />}
    </Panel>
  )
}

function Came({ latest: { jti, askedAt, settledAt, attempts, outcome } }: { latest: Latest }) {
  const { t, number } = useWords()
  const tookMs = settledAt === undefined ? 0 : Date.parse(settledAt) - Date.parse(askedAt)
  return (
    <div className="stack">
      <Taken settledAt={settledAt} outcome={outcome} />
      <Facts
        facts={[
          [t('verification.asked'), <Time key="at" at={askedAt} />],
          [t('verification.round-trip'), settledAt !== undefined && `${number(tookMs)} ms`],
          [t('delivery.tries'), number(attempts)],
          [t('verification.outcome'), outcome],
          ['jti', <code key="jti">{jti}</code>],
        ]}
      />
    </div>
  )
}

function Taken({
  settledAt,
  outcome,
}: {
  settledAt: string | undefined
  outcome: string | undefined
}) {
  const { t } = useWords()
  if (settledAt === undefined) return <State kind="wait">{t('verification.waits')}</State>
  const isTaken = outcome === 'accepted' || outcome === 'acknowledged'
  return (
    <State kind={isTaken ? 'ok' : 'bad'}>
      {t(isTaken ? 'verification.taken' : 'verification.refused')}
    </State>
  )
}

function Send({ id, again }: { id: string; again: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const {
    act: send,
    isBusy,
    error,
  } = useAct(async () => {
    await got(api.POST('/admin/streams/{id}/verification', { params: { path: { id } } }))
    again()
  })
  if (!may('responder')) return null
  return (
    <>
      <Trouble error={error} />
      <Button size="xs" variant="default" onClick={send} loading={isBusy}>
        {t('stream.verify')}
      </Button>
    </>
  )
}
