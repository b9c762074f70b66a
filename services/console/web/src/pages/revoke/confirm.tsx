import { Button, Checkbox } from '@mantine/core'
import { State } from '../../parts/state.tsx'
import { useWords } from '../../words/index.tsx'
import type { Preview } from './radius.ts'
import css from './revoke.module.css'

type Props = {
  second: Preview['secondPerson'] | undefined
  isGlassBroken: boolean
  breakGlass: (isBroken: boolean) => void
  isBusy: boolean
  isReady: boolean
}

/** Does it, or asks the second person; who may do without says so on purpose. */
export function Confirm({ second, isGlassBroken, breakGlass, isBusy, isReady }: Props) {
  const { t } = useWords()
  const isAsked = second?.isNeeded === true && !isGlassBroken
  return (
    <div className={css.foot}>
      {second?.isNeeded && <Needed second={second} />}
      {second?.mayBreakGlass && (
        <Checkbox
          label={t('revoke.glass')}
          description={t('revoke.glass.what')}
          checked={isGlassBroken}
          onChange={(event) => breakGlass(event.currentTarget.checked)}
        />
      )}
      <Button type="submit" color={isAsked ? 'brand' : 'red'} loading={isBusy} disabled={!isReady}>
        {t(isAsked ? 'revoke.ask' : 'revoke.confirm')}
      </Button>
      <p className="dim small">{t(isAsked ? 'revoke.ask.hint' : 'revoke.confirm.hint')}</p>
    </div>
  )
}

function Needed({ second: { people, from = 1 } }: { second: Preview['secondPerson'] }) {
  const { t, number } = useWords()
  return (
    <State kind="warn">{t('revoke.second', { people: number(people), from: number(from) })}</State>
  )
}
