import { Progress as Bar } from '@mantine/core'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { useWords } from '../../words/index.tsx'
import { after } from './matrix.tsx'
import type { Progress } from './progress.ts'
import css from './progress.module.css'

/** Is it stopped, everywhere? */
export function Summary({ progress }: { progress: Progress }) {
  const { t, number } = useWords()
  const steps = progress.streams.flatMap((stream) => stream.steps)
  const counts = {
    told: steps.length,
    acknowledged: steps.filter(({ acknowledgedAt }) => acknowledgedAt).length,
    enforced: steps.filter(({ enforcedAt }) => enforcedAt).length,
    open: progress.open,
  }
  const failed = counts.told - counts.acknowledged - counts.open
  const [first] = progress.events
  return (
    <Panel label={t('progress.title')}>
      <div className={css.summary}>
        <Verdict open={counts.open} failed={failed} told={counts.told} />
        <Bar
          value={counts.told === 0 ? 0 : (100 * counts.acknowledged) / counts.told}
          color={failed > 0 ? 'red' : 'green'}
          aria-label={t('progress.acknowledged')}
        />
        <dl className={css.counts}>
          {(['told', 'acknowledged', 'enforced', 'open'] as const).map((which) => (
            <div key={which}>
              <dt>{t(`progress.count.${which}`)}</dt>
              <dd>{number(counts[which])}</dd>
            </div>
          ))}
          {failed > 0 && (
            <div>
              <dt>{t('progress.count.failed')}</dt>
              <dd>{number(failed)}</dd>
            </div>
          )}
          {first && progress.lastAcknowledgedAt !== undefined && counts.open === 0 && (
            <div>
              <dt>{t('progress.took')}</dt>
              <dd>{after(first.acceptedAt, progress.lastAcknowledgedAt).slice(1)}</dd>
            </div>
          )}
        </dl>
      </div>
    </Panel>
  )
}

function Verdict({ open, failed, told }: { open: number; failed: number; told: number }) {
  const { t, count } = useWords()
  if (told === 0) return <State kind="warn">{t('progress.nobody')}</State>
  if (failed > 0) return <State kind="bad">{count('progress.failed', failed)}</State>
  if (open > 0) return <State kind="wait">{count('progress.open', open)}</State>
  return <State kind="ok">{t('progress.done')}</State>
}
