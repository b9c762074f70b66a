import { Checkbox } from '@mantine/core'
import { useWords } from '../../words/index.tsx'
import css from './revoke.module.css'

export const ENDS = ['sessions', 'tokens', 'credentials', 'account'] as const
export type End = (typeof ENDS)[number]

type Props = { chosen: readonly End[]; choose: (ends: End[]) => void }

/** What is to end. */
export function What({ chosen, choose }: Props) {
  const { t } = useWords()
  return (
    <fieldset className={css.choices}>
      <legend>{t('revoke.what')}</legend>
      {ENDS.map((end) => (
        <Checkbox
          key={end}
          label={t(`revoke.end.${end}`)}
          description={t(`revoke.end.${end}.what`)}
          checked={chosen.includes(end)}
          onChange={(event) => {
            const isOn = event.currentTarget.checked
            choose(ENDS.filter((one) => (one === end ? isOn : chosen.includes(one))))
          }}
        />
      ))}
    </fieldset>
  )
}
