import { Button } from '@mantine/core'
import { useConnection } from '../api/live-context.tsx'
import { local, useNow } from '../parts/time.tsx'
import { State } from '../parts/state.tsx'
import { useWords } from '../words/index.tsx'
import { build } from '../build.ts'
import css from './stale.module.css'

/** A short break is nobody's concern. */
const TOLERATED_MS = 5_000

/** Says so when what is shown may be old: the live stream is lost, or the pages are of another build than the hub's. */
export function Stale() {
  const { t, language } = useWords()
  const { state, heardAt, build: served } = useConnection()
  const time = useNow(2_000)
  const isOld = state === 'off' && time.getTime() - heardAt.getTime() > TOLERATED_MS
  const isOtherBuild = served !== undefined && served !== build()
  if (!isOld && !isOtherBuild) return null
  return (
    <div className={css.stale} role="status">
      <State kind="warn" isPlain>
        {isOld
          ? t('live.off.long', { time: local(heardAt, time, language) })
          : t('live.new-version')}
      </State>
      {isOtherBuild && !isOld && (
        <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
          {t('live.reload')}
        </Button>
      )}
    </div>
  )
}
