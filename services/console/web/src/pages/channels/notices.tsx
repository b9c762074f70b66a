import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { Chips, Filters } from '../../parts/filter.tsx'
import { Panel } from '../../parts/page.tsx'
import { problemText } from '../../parts/problem-text.ts'
import { State, type Kind } from '../../parts/state.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords, type Speak } from '../../words/index.tsx'

type Notice = components['schemas']['Notice']

const KINDS = {
  pending: 'wait',
  delivered: 'ok',
  dead: 'bad',
  discarded: 'idle',
} as const satisfies Record<Notice['state'], Kind>

const STATES = ['all', 'pending', 'dead', 'delivered'] as const
type Shown = (typeof STATES)[number]

type Props = { channel: string; dead: number; again: () => void }

/** What was told to a channel, waits to be, or was given up and may be sent again. */
export function Notices({ channel, dead, again }: Props) {
  const { t } = useWords()
  const [shown, setShown] = useState<Shown>('all')
  const filter = { channel, ...(shown === 'all' ? {} : { state: shown }) }
  const notices = usePaged('/admin/notices', filter, (after) =>
    got(api.GET('/admin/notices', { params: { query: { ...filter, ...(after && { after }) } } })),
  )
  const replay = useReplay(() => {
    notices.again()
    again()
  })
  return (
    <>
      <Filters>
        <Chips
          label={t('streams.state')}
          options={STATES.map((value) => ({ value, label: t(`notices.${value}`) }))}
          value={shown}
          choose={setShown}
        />
      </Filters>
      <Panel
        title={t('notices.title')}
        isFlush
        aside={
          replay &&
          dead > 0 && (
            <Button size="compact-xs" onClick={() => replay({ channel })}>
              {t('notices.replay.all')}
            </Button>
          )
        }
      >
        <Table
          label={t('notices.title')}
          rows={notices.items}
          keyOf={({ id }) => id}
          {...notices}
          empty={<Empty title={t('notices.empty')}>{t('notices.empty.text')}</Empty>}
          columns={columns(t, replay && ((id) => replay({ ids: [id] })))}
        />
      </Panel>
    </>
  )
}

/** Undefined where the operator may not. */
function useReplay(done: () => void) {
  const { t, count } = useWords()
  const may = useMay()
  const say = useSay()
  if (!may('responder')) return undefined
  return (body: { channel: string } | { ids: string[] }) => {
    got(api.POST('/admin/notices/replay', { body }))
      .then(({ replayed }) => {
        say(count('notices.replayed', replayed))
        done()
      })
      .catch((error: unknown) => say(problemText(error, t), 'bad'))
  }
}

const columns = (t: Speak['t'], replay: ((id: string) => void) | undefined): Column<Notice>[] => [
  {
    id: 'text',
    title: t('notices.what'),
    cell: ({ text, signalId, policyId }) => (
      <div className="stack-tight">
        <Link to="/signals/$id" params={{ id: signalId }} className="break">
          {text}
        </Link>
        <Link to="/policies/$id" params={{ id: policyId }} className="small break">
          {policyId}
        </Link>
      </div>
    ),
  },
  {
    id: 'state',
    title: t('streams.state'),
    cell: ({ state, lastFailure }) => (
      <div className="stack-tight">
        <State kind={KINDS[state]}>{t(`notices.${state}`)}</State>
        {state !== 'delivered' && <span className="dim small break">{lastFailure}</span>}
      </div>
    ),
  },
  {
    id: 'tries',
    title: t('delivery.tries'),
    align: 'right',
    isMinor: true,
    cell: ({ attempts }) => attempts,
  },
  {
    id: 'at',
    title: t('activity.when'),
    isMinor: true,
    cell: ({ createdAt }) => <Time at={createdAt} isRelative />,
  },
  {
    id: 'replay',
    title: <span className="sr-only">{t('notices.replay')}</span>,
    align: 'right',
    cell: ({ id, state }) =>
      replay &&
      state === 'dead' && (
        <Button size="compact-xs" variant="default" onClick={() => replay(id)}>
          {t('notices.replay')}
        </Button>
      ),
  },
]
