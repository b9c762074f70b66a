import { Button, Checkbox, Radio } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { eventFamily, eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
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
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setError(undefined)
    connect(delivery, events)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <Panel title={t('ssf.stream')}>
      <form className="stack" onSubmit={submit}>
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
