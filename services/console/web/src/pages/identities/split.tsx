import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Ask } from '../../parts/ask.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { useWords } from '../../words/index.tsx'
import type { Detail } from './identity.ts'
import { useChanged } from './use-changed.ts'

/** Some of the names are somebody else's, who is begun with them. */
export function SplitDialog({ detail, close }: { detail: Detail; close: () => void }) {
  const { t } = useWords()
  const changed = useChanged()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { principal, identifiers } = detail
  const names = identifiers.map(({ subject, origin }) => ({
    subject,
    origin,
    key: JSON.stringify(subject),
  }))
  const toggle = (key: string) =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(key)) after.add(key)
      return after
    })
  const act = async (reason: string) => {
    const subjects = names.filter(({ key }) => chosen.has(key)).map(({ subject }) => subject)
    const somebody = await got(
      api.POST('/admin/principals/{id}/split', {
        params: { path: { id: principal.id } },
        body: { subjects, reason },
      }),
    )
    await changed(t('identity.split.done'))
    await navigate({ to: '/identities/$id', params: { id: somebody.principal.id } })
  }
  return (
    <Ask
      title={t('identity.split.title')}
      text={
        <div className="stack">
          <p>{t('identity.split.text')}</p>
          <fieldset className="stack-tight">
            <legend>{t('identity.split.which')}</legend>
            {names.map(({ key, subject, origin }) => (
              <Checkbox
                key={key}
                checked={chosen.has(key)}
                onChange={() => toggle(key)}
                label={
                  <span className="stack-tight">
                    <SubjectView subject={subject} />
                    <span className="dim small">{origin}</span>
                  </span>
                }
              />
            ))}
          </fieldset>
        </div>
      }
      reason={t('identity.why')}
      confirm={t('identity.split.do')}
      isReady={chosen.size > 0 && chosen.size < names.length}
      isDangerous
      isOpen
      close={close}
      act={act}
    />
  )
}
