import { Textarea } from '@mantine/core'
import { useWords } from '../../words/index.tsx'
import { LANGUAGES, type Language } from '../../words/words.ts'

export const REASON_LANGUAGES = ['en', 'ja'] as const satisfies readonly Language[]

export type Reasons = { admin: string } & Record<(typeof REASON_LANGUAGES)[number], string>

type Props = { reasons: Reasons; change: (changes: Partial<Reasons>) => void }

/** Why: for administrators, and for the person whose access ends, in their language. */
export function WhyFields({ reasons, change }: Props) {
  const { t } = useWords()
  return (
    <>
      <Textarea
        label={t('revoke.reason')}
        description={t('revoke.reason.hint')}
        required
        autosize
        minRows={2}
        maxRows={6}
        maxLength={4_096}
        value={reasons.admin}
        onChange={(event) => change({ admin: event.currentTarget.value })}
      />
      {REASON_LANGUAGES.map((language) => (
        <Textarea
          key={language}
          label={t('revoke.reason-user', { language: LANGUAGES[language] })}
          lang={language}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={4_096}
          value={reasons[language]}
          onChange={(event) => change({ [language]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}
