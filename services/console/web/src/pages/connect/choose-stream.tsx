import { Button, Checkbox, Radio } from '@mantine/core'
import { useState } from 'react'
import { eventFamily, eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import css from './connect.module.css'
import { deliveriesOf, EVENT_TYPES, type Delivery, type Probe } from './transmitter.ts'

type Props = {
  probe: Probe
  connect: (delivery: Delivery, events: readonly string[]) => Promise<void>
}

/** How SETs come and which are asked for; then the source is made, and its stream by the hub. */
export function ChooseStream({ probe, connect }: Props) {
  const { t } = useWords()
  const deliveries = deliveriesOf(probe)
  const [delivery, setDelivery] = useState<Delivery>(deliveries[0] ?? 'poll')
  const [events, setEvents] = useState<readonly string[]>([])
  const { act, isBusy, error } = useAct(() => connect(delivery, events))
  return (
    <Panel title={t('ssf.stream')}>
      <form className="stack" onSubmit={submitting(act)}>
        <Radio.Group
          label={t('ssf.delivery')}
          value={delivery}
          onChange={(value) => setDelivery(value === 'push' ? 'push' : 'poll')}
        >
          <div className="stack-tight">
            {deliveries.map((one) => (
              <Radio key={one} value={one} label={t(`ssf.delivery.${one}`)} />
            ))}
          </div>
        </Radio.Group>
        <Checkbox.Group
          label={t('ssf.events')}
          description={t('ssf.events.hint')}
          value={[...events]}
          onChange={setEvents}
        >
          <div className={css.vendors}>
            {EVENT_TYPES.map((uri) => (
              <Checkbox
                key={uri}
                value={uri}
                label={eventName(uri)}
                description={eventFamily(uri).toUpperCase()}
              />
            ))}
          </div>
        </Checkbox.Group>
        <Trouble error={error} />
        <div>
          <Button type="submit" loading={isBusy}>
            {t('ssf.connect')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
