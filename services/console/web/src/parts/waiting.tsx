import { Skeleton } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import { Panel } from './page.tsx'

const WIDTHS = ['60%', '80%', '45%', '70%', '55%']

/** Where something will be. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  const { t } = useWords()
  return (
    <Panel label={t('list.loading')}>
      <div className="stack" aria-busy>
        {Array.from({ length: lines }, (_, index) => (
          <Skeleton key={index} height={14} width={WIDTHS[index % WIDTHS.length] ?? '60%'} />
        ))}
      </div>
    </Panel>
  )
}
