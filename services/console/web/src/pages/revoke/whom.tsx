import { Radio, TextInput } from '@mantine/core'
import { SubjectView } from '../../parts/subject.tsx'
import { useWords } from '../../words/index.tsx'
import { MAX_TYPED, type Subject } from './identify.ts'
import css from './revoke.module.css'

type Props = {
  typed: string
  type: (text: string) => void
  found: readonly Subject[]
  chosen: number
  choose: (index: number) => void
}

/** Whose access ends: any identifier; where it may be read in more than one way, which is meant. */
export function Whom({ typed, type, found, chosen, choose }: Props) {
  const { t } = useWords()
  return (
    <div className="stack">
      <TextInput
        label={t('revoke.whom')}
        description={t('revoke.whom.hint')}
        placeholder="jane@example.com"
        required
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_TYPED}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        error={typed.trim() !== '' && found.length === 0 && t('revoke.whom.unclear')}
      />
      {found.length > 0 && (
        <fieldset className={css.choices}>
          <legend>{t('revoke.meant')}</legend>
          {found.map((subject, index) => (
            <Radio
              key={index}
              name="subject"
              checked={index === chosen}
              onChange={() => choose(index)}
              label={<SubjectView subject={subject} isShort />}
            />
          ))}
        </fieldset>
      )}
    </div>
  )
}
