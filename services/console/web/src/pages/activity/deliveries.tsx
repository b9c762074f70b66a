import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { appColumn } from '../../parts/app.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Panel } from '../../parts/page.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Attempts } from './attempts.tsx'

type Delivery = components['schemas']['DeliveryTrace']

const KINDS = {
  pending: 'wait',
  held: 'warn',
  delivered: 'ok',
  rejected: 'bad',
  expired: 'bad',
  dropped: 'idle',
} as const satisfies Record<Delivery['state']['status'], Kind>

/** To whom it was owed, and how that stands; the tries open beneath. */
export function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  const { t } = useWords()
  const [open, setOpen] = useState<string>()
  return (
    <Panel title={t('event.told')} isFlush>
      <Table
        label={t('event.told')}
        rows={deliveries}
        keyOf={({ streamId }) => streamId}
        empty={<Empty title={t('event.told.empty')} />}
        detail={(delivery) =>
          delivery.streamId === open ? <Attempts delivery={delivery} /> : undefined
        }
        columns={[
          appColumn(t),
          {
            id: 'state',
            title: t('streams.state'),
            cell: ({ state }) => (
              <State kind={KINDS[state.status]}>{t(`delivery.${state.status}`)}</State>
            ),
          },
          { id: 'at', title: t('activity.when'), cell: ({ state }) => <Time at={timeOf(state)} /> },
          {
            id: 'tries',
            title: t('delivery.tries'),
            align: 'right',
            cell: ({ streamId, attempts }) => (
              <UnstyledButton
                aria-expanded={open === streamId}
                onClick={() => setOpen(open === streamId ? undefined : streamId)}
                className="row"
                disabled={attempts.length === 0}
              >
                {attempts.length}
                {open === streamId ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                <span className="sr-only">{t('delivery.tries')}</span>
              </UnstyledButton>
            ),
          },
        ]}
      />
    </Panel>
  )
}

function timeOf(state: Delivery['state']): string | undefined {
  switch (state.status) {
    case 'delivered':
      return state.deliveredAt
    case 'rejected':
      return state.rejectedAt
    case 'pending':
      return state.nextAttemptAt
    case 'expired':
      return state.expiredAt
    case 'dropped':
      return state.droppedAt
    case 'held':
      return undefined
  }
}
