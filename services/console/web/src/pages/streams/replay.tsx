import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { now } from '../../clock.ts'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { JobView, type Job } from '../jobs/job.tsx'
import { localText, type ReplayDraft } from './replay-draft.ts'

const DAY_MS = 86_400_000
/** Of the latest replays it is one of these, or long ago. */
const LATEST = 50

/** Tells a stream once more what it missed: counted first, then watched, paused or cancelled. */
export function Replay({ streamId }: { streamId: string }) {
  const { t } = useWords()
  const may = useMay()
  const [asked, setAsked] = useState<string>()
  const latest = useLatest(streamId)
  const shown = asked ?? latest?.id
  if (!may('responder')) return null
  return (
    <Panel title={t('replay.title')}>
      <div className="stack">
        <p className="dim">{t('replay.lead')}</p>
        <ReplayForm streamId={streamId} done={setAsked} />
        {shown !== undefined && <JobView key={shown} id={shown} />}
      </div>
    </Panel>
  )
}

/** The newest replay of this stream. */
function useLatest(streamId: string): Job | undefined {
  const { data } = hub.useQuery('get', '/admin/jobs', {
    params: { query: { kind: 'replay', limit: LATEST } },
  })
  return data?.items.find(({ request }) => {
    const { filter } = request as { filter?: { streamId?: string } } // of a replay
    return filter?.streamId === streamId
  })
}

function ReplayForm({ streamId, done }: { streamId: string; done: (jobId: string) => void }) {
  const { t } = useWords()
  const [draft, setDraft] = useState<ReplayDraft>(() => ({
    from: localText(new Date(now().getTime() - DAY_MS)),
    to: '',
    select: 'missed',
    backfill: false,
  }))
  const change = (changes: Partial<ReplayDraft>) =>
    setDraft((before) => ({ ...before, ...changes }))
  const { act, isBusy, error } = useCount(streamId, draft, done)
  return (
    <form className="stack" onSubmit={submitting(act)}>
      <div className="row">
        <TextInput
          type="datetime-local"
          size="xs"
          required
          label={t('replay.from')}
          value={draft.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          size="xs"
          label={t('replay.to')}
          value={draft.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          label={t('replay.select')}
          value={draft.select}
          onChange={(event) =>
            change({ select: event.currentTarget.value === 'all' ? 'all' : 'missed' })
          }
          data={(['missed', 'all'] as const).map((value) => ({
            value,
            label: t(`replay.select.${value}`),
          }))}
        />
      </div>
      <Checkbox
        size="xs"
        label={t('replay.backfill')}
        checked={draft.backfill}
        onChange={(event) => change({ backfill: event.currentTarget.checked })}
      />
      <Trouble error={error} />
      <div>
        <Button type="submit" size="xs" variant="default" loading={isBusy}>
          {t('replay.count')}
        </Button>
      </div>
    </form>
  )
}

const useCount = (streamId: string, draft: ReplayDraft, done: (jobId: string) => void) =>
  useAct(async () => {
    const { from, to, select, backfill } = draft
    const filter = {
      streamId,
      from: new Date(from).toISOString(),
      ...(to === '' ? {} : { to: new Date(to).toISOString() }),
      select,
      backfill,
    }
    const body = { filter, startsAtOnce: false, ratePerSecond: 200 }
    done((await got(api.POST('/admin/replays', { body }))).id)
  })
