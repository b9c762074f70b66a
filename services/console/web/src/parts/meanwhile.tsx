import { Button } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import css from './meanwhile.module.css'
import { State } from './state.tsx'

export type MeanwhileProps = {
  isChanged: boolean
  /** What was typed stays, on top of what the other one made of it. */
  keepMine: () => void
  /** What was typed is thrown away for what the other one made of it. */
  takeTheirs: () => void
}

/** Says that somebody else has changed what one is changing, before the one overwrites the other. */
export function Meanwhile({ isChanged, keepMine, takeTheirs }: MeanwhileProps) {
  const { t } = useWords()
  if (!isChanged) return null
  return (
    <div className={css.meanwhile} role="alert">
      <State kind="warn" isPlain>
        {t('meanwhile.changed')}
      </State>
      <p className="small">{t('meanwhile.what')}</p>
      <div className="row">
        <Button size="xs" variant="default" onClick={keepMine}>
          {t('meanwhile.mine')}
        </Button>
        <Button size="xs" variant="default" onClick={takeTheirs}>
          {t('meanwhile.theirs')}
        </Button>
      </div>
    </div>
  )
}
