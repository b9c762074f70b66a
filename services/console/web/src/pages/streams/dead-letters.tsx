import { Button, Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useSaidAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import type { Stream } from './health.ts'

type DeadLetter = components['schemas']['DeadLetter']

/** What a stream's app refused for good, and its second chance. */
export function DeadLetters({ stream }: { stream: Stream }) {
  const { t } = useWords()
  const may = useMay()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { streamId: id } = stream
  const letters = usePaged('/admin/streams/{id}/dead-letters', { id }, (after) =>
    got(
      api.GET('/admin/streams/{id}/dead-letters', {
        params: { path: { id }, query: after === undefined ? {} : { after } },
      }),
    ),
  )
  const hasAny = (letters.items?.length ?? 0) > 0
  return (
    <Panel
      title={t('dead.title')}
      isFlush
      aside={
        hasAny && may('responder') ? (
          <Redrive
            id={id}
            chosen={chosen}
            done={() => setChosen(new Set())}
            again={letters.again}
          />
        ) : undefined
      }
    >
      <Table
        label={t('dead.title')}
        columns={useColumns(letters.items ?? [], chosen, setChosen)}
        rows={letters.items}
        keyOf={({ jti }) => jti}
        {...letters}
        empty={<Empty title={t('dead.empty')}>{t('dead.lead')}</Empty>}
      />
    </Panel>
  )
}

type RedriveProps = {
  id: string
  chosen: ReadonlySet<string>
  done: () => void
  again: () => void
}

function Redrive({ id, chosen, done, again }: RedriveProps) {
  const { t, count } = useWords()
  const say = useSay()
  const { act: redrive, isBusy } = useSaidAct(async () => {
    const body = chosen.size === 0 ? {} : { jtis: [...chosen] }
    const { redriven } = await got(
      api.POST('/admin/streams/{id}/redrive', { params: { path: { id } }, body }),
    )
    say(count('dead.redriven', redriven))
    done()
    again()
  })
  return (
    <Button size="xs" onClick={redrive} loading={isBusy}>
      {chosen.size === 0 ? t('dead.redrive.all') : `${t('dead.redrive')} (${String(chosen.size)})`}
    </Button>
  )
}

function useColumns(
  shown: readonly DeadLetter[],
  chosen: ReadonlySet<string>,
  choose: (jtis: ReadonlySet<string>) => void,
): Column<DeadLetter>[] {
  const { t } = useWords()
  const toggle = (jti: string) => {
    const next = new Set(chosen)
    if (!next.delete(jti)) next.add(jti)
    choose(next)
  }
  const hasAll = shown.length > 0 && shown.every(({ jti }) => chosen.has(jti))
  return [
    {
      id: 'choose',
      width: '2rem',
      title: (
        <Checkbox
          size="xs"
          aria-label={t('dead.select-all')}
          checked={hasAll}
          onChange={() => choose(new Set(hasAll ? [] : shown.map(({ jti }) => jti)))}
        />
      ),
      cell: ({ jti }) => (
        <Checkbox
          size="xs"
          aria-label={t('dead.select')}
          checked={chosen.has(jti)}
          onChange={() => toggle(jti)}
        />
      ),
    },
    {
      id: 'event',
      title: t('dead.event'),
      cell: ({ eventId, type, subject }) => (
        <div className="stack-tight">
          <Link to="/events/$id" params={{ id: eventId }} title={type}>
            {eventName(type)}
          </Link>
          <SubjectView subject={subject} isShort />
        </div>
      ),
    },
    {
      id: 'error',
      title: t('dead.error'),
      cell: ({ err, description }) => (
        <div className="stack-tight">
          <code>{err}</code>
          <span className="dim break">{description}</span>
        </div>
      ),
    },
    { id: 'at', title: t('dead.at'), isMinor: true, cell: ({ at }) => <Time at={at} /> },
  ]
}
