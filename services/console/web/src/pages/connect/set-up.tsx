import { useState } from 'react'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/page.tsx'
import { Secret } from '../../parts/secret.tsx'
import { useWords } from '../../words/index.tsx'
import { Trial } from '../sources/trial.tsx'
import { Waits } from './arrivals.tsx'
import type { Made, Template } from './fields.ts'
import { SetUpForm } from './form.tsx'
import { Steps } from './steps.tsx'

/** First what the hub must know; then what is pasted where, and whether it works. */
export function SetUp({ template }: { template: Template }) {
  const { t } = useWords()
  const [made, setMade] = useState<Made>()
  if (!made) return <SetUpForm template={template} done={setMade} />
  const { source, secret, steps } = made
  return (
    <>
      <Panel title={t('connect.paste')}>
        <div className="stack">
          <Facts
            facts={[[t('source.ingest'), <Copy key="url" text={source.ingestUrl} isBlock />]]}
          />
          {secret !== undefined && <Secret title={t('connect.secret')} value={secret} />}
          <Steps steps={steps} />
        </div>
      </Panel>
      <Trial id={source.id} />
      <Waits id={source.id} />
    </>
  )
}
