import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { eventName } from '../../parts/event-name.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

type Result = components['schemas']['DryRunResult']

/** A signed sample of the vendor's, or a payload of one's own, through the door: nothing is stored, nobody is told. */
export function Trial({ id }: { id: string }) {
  const { t } = useWords()
  const may = useMay()
  const [body, setBody] = useState('')
  const [result, setResult] = useState<Result>()
  const {
    act: send,
    isBusy,
    error,
  } = useAct(async () => {
    setResult(undefined)
    const params = { path: { id } }
    const sent = body.trim() === '' ? {} : { body }
    setResult(await got(api.POST('/admin/sources/{id}/test', { params, body: sent })))
  })
  if (!may('responder')) return null
  return (
    <Panel title={t('trial.title')}>
      <div className="stack">
        <p className="dim">{t('trial.lead')}</p>
        <Textarea
          label={t('trial.body')}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={262_144}
          spellCheck={false}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <div>
          <Button size="xs" onClick={send} loading={isBusy}>
            {t('trial.send')}
          </Button>
        </div>
        <Trouble error={error} />
        {result && <Came result={result} />}
      </div>
    </Panel>
  )
}

/** What would come of it. */
function Came({
  result: { authentic, reason, certainty, signals = [], skipped, answer },
}: {
  result: Result
}) {
  const { t } = useWords()
  return (
    <div className="stack" role="status">
      <State kind={authentic === true && reason === undefined ? 'ok' : 'bad'}>
        {t(authentic === true ? 'trial.believed' : 'trial.not-believed')}
      </State>
      <Facts
        facts={[
          [t('trial.reason'), reason],
          [t('activity.certainty'), certainty && t(`certainty.${certainty}`)],
          [
            t('source.signals'),
            signals.length > 0 && (
              <ul className="stack-tight">
                {signals.map(({ dedupeKey, type, subject }) => (
                  <li key={`${dedupeKey} ${type}`} className="row">
                    <code title={type}>{eventName(type)}</code>
                    <SubjectView subject={subject} isShort />
                  </li>
                ))}
              </ul>
            ),
          ],
          [t('trial.skipped'), skipped?.join(', ')],
          [t('trial.answer'), answer],
        ]}
      />
    </div>
  )
}
