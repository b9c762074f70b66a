import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { useDraft } from '../../parts/draft.ts'
import { eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { readJson } from './json-lines.ts'
import type { PolicyDocument } from './policy.ts'

type Results = components['schemas']['PolicyTestResult']['results']
type Pasted = components['schemas']['PastedSignal']

const EXAMPLE = JSON.stringify(
  [
    {
      type: 'session-revoked',
      subject: { format: 'email', email: 'jane@example.com' },
      sourceId: 'okta-prod',
    },
  ],
  null,
  2,
)

/** What it would decide on signals that are pasted, one after the other; nothing is stored or sent. */
export function TryOut({ id, document }: { id: string; document: PolicyDocument }) {
  const { t } = useWords()
  const may = useMay()
  const { values, change } = useDraft('signals', { text: EXAMPLE })
  const [results, setResults] = useState<Results>()
  const read = readJson(values.text)
  const {
    act: run,
    isBusy,
    error,
  } = useAct(async () => {
    setResults(undefined)
    const signals = [read.ok ? read.value : []].flat() as Pasted[] // the hub judges them
    const body = { signals, policies: [{ id, policy: document }] }
    setResults((await got(api.POST('/admin/policy-tests', { body }))).results)
  })
  if (!may('responder')) return null
  return (
    <Panel title={t('policy.try')}>
      <div className="stack">
        <Textarea
          label={t('policy.try.signals')}
          description={t('policy.try.hint')}
          autosize
          minRows={4}
          maxRows={20}
          maxLength={262_144}
          spellCheck={false}
          value={values.text}
          error={!read.ok && read.reason}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <div>
          <Button size="xs" onClick={run} loading={isBusy} disabled={!read.ok}>
            {t('policy.try.run')}
          </Button>
        </div>
        <Trouble error={error} />
        <div role="status">{results && <Decided results={results} />}</div>
      </div>
    </Panel>
  )
}

function Decided({ results }: { results: Results }) {
  const { t } = useWords()
  return (
    <ol className="stack" aria-label={t('policy.try.decided')}>
      {results.map(({ signal, decisions, events }, index) => (
        <li key={index} className="stack-tight">
          <span className="row">
            <strong>{eventName(signal.type)}</strong>
            <SubjectView subject={signal.subject} isShort />
          </span>
          {events.map((event) => (
            <span key={event.id} className="row">
              <State kind="ok">{t('signal.emit')}</State>
              <code>{eventName(event.type)}</code>
              <SubjectView subject={event.subject} isShort />
              <span className="dim">{event.becauseOf.reason}</span>
            </span>
          ))}
          {decisions.map((decision, at) => (
            <Other key={at} decision={decision} />
          ))}
        </li>
      ))}
    </ol>
  )
}

/** What is decided beside what is told. */
function Other({ decision }: { decision: Results[number]['decisions'][number] }) {
  const { t } = useWords()
  if (decision.decision === 'emit') return null
  const { decision: what } = decision
  return (
    <span className="row">
      <State kind={what === 'error' ? 'bad' : 'idle'}>{t(`signal.${what}`)}</State>
      <span className="dim">
        {'because' in decision && decision.because}
        {'severity' in decision && decision.severity}
        {'channel' in decision && decision.channel}
      </span>
    </span>
  )
}
