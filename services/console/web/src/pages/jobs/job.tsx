import { Button, Progress } from '@mantine/core'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Facts } from '../../parts/facts.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

export type Job = components['schemas']['Job']
type Action = 'start' | 'pause' | 'resume' | 'cancel'

const KINDS = {
  counting: 'wait',
  ready: 'info',
  running: 'wait',
  paused: 'warn',
  done: 'ok',
  cancelled: 'idle',
  failed: 'bad',
} as const satisfies Record<Job['state'], Kind>

/** What one may do to a job in each state. */
const ACTIONS = {
  counting: ['cancel'],
  ready: ['start', 'cancel'],
  running: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  done: [],
  cancelled: [],
  failed: [],
} as const satisfies Record<Job['state'], readonly Action[]>

export const isOver = ({ state }: Pick<Job, 'state'>): boolean => ACTIONS[state].length === 0

const UNDER_WAY_MS = 700

/** A job, asked for again as long as it goes on. */
export const useJob = (id: string) =>
  hub.useQuery(
    'get',
    '/admin/jobs/{id}',
    { params: { path: { id } } },
    {
      refetchInterval: ({ state: { data } }) => (data && isOver(data) ? false : UNDER_WAY_MS),
    },
  )

/** Work in the background: how many there are before it begins, how far it is, and the way to stop it. */
export function JobView({ id }: { id: string }) {
  const { t, number } = useWords()
  const { data: job, error, refetch } = useJob(id)
  if (!job) return <Trouble error={error} />
  const { state, total, done, skipped, failure, startedAt, finishedAt } = job
  const percent = total === 0 ? 0 : Math.min(100, (100 * (done + skipped)) / total)
  return (
    <div className="stack">
      <div className="row row-between">
        <State kind={KINDS[state]}>{t(`job.${state}`)}</State>
        <Actions job={job} again={() => void refetch()} />
      </div>
      <Progress value={state === 'done' ? 100 : percent} aria-label={t('job.progress')} />
      <Facts
        facts={[
          [t('job.total'), number(total)],
          [t('job.done-count'), number(done)],
          [t('job.skipped'), skipped > 0 && number(skipped)],
          [t('job.rate'), number(job.ratePerSecond)],
          [t('job.started'), startedAt && <Time key="from" at={startedAt} />],
          [t('job.finished'), finishedAt && <Time key="to" at={finishedAt} />],
          [t('job.failure'), failure],
        ]}
      />
    </div>
  )
}

function Actions({ job: { id, state }, again }: { job: Job; again: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const { act, doing, error } = useAct(async (action: Action) => {
    await got(api.PATCH('/admin/jobs/{id}', { params: { path: { id } }, body: { action } }))
    again()
  })
  if (!may('responder')) return null
  return (
    <div className="row">
      <Trouble error={error} />
      {ACTIONS[state].map((action) => (
        <Button
          key={action}
          size="xs"
          variant={action === 'start' || action === 'resume' ? 'filled' : 'default'}
          loading={doing?.[0] === action}
          onClick={() => act(action)}
        >
          {t(`job.act.${action}`)}
        </Button>
      ))}
    </div>
  )
}
