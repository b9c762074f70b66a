import { Panel } from '../../parts/page.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { useWords } from '../../words/index.tsx'
import type { Probe } from './transmitter.ts'

type Finding = Probe['findings'][number]

const KINDS = {
  ok: 'ok',
  warning: 'warn',
  failed: 'bad',
  skipped: 'idle',
} as const satisfies Record<Finding['result'], Kind>

/** What the transmitter says of itself, and whether it lets the hub in; each with its clause. */
export function Findings({ probe: { findings, usable } }: { probe: Probe }) {
  const { t } = useWords()
  return (
    <Panel
      title={t('ssf.found')}
      isFlush
      aside={
        <State kind={usable ? 'ok' : 'bad'}>{t(usable ? 'ssf.usable' : 'ssf.not-usable')}</State>
      }
    >
      <Table
        label={t('ssf.found')}
        rows={findings}
        keyOf={({ step, clause }) => `${step} ${clause}`}
        columns={[
          {
            id: 'result',
            title: t('ssf.result'),
            cell: ({ result }) => <State kind={KINDS[result]}>{t(`ssf.result.${result}`)}</State>,
          },
          {
            id: 'step',
            title: t('ssf.step'),
            cell: ({ step, seen }) => (
              <div className="stack-tight">
                <code>{step}</code>
                <span className="small break">{seen}</span>
              </div>
            ),
          },
          { id: 'clause', title: t('ssf.clause'), isMinor: true, cell: ({ clause }) => clause },
        ]}
      />
    </Panel>
  )
}
