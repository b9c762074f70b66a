import { eventName } from '../../../schemas/events/index.ts'
import type { Notice } from '../../../schemas/channel.ts'
import type { Incident } from '../../../schemas/incident.ts'
import type { Signal } from '../../../schemas/signal.ts'

/** What is known when a notice is sent; a signal that retention took is not. */
export type Told = {
  notice: Pick<
    Notice,
    'policyId' | 'policyVersion' | 'signalId' | 'tenantId' | 'text' | 'createdAt'
  >
  signal: Signal | undefined
  incident: Pick<Incident, 'id' | 'txn' | 'severity' | 'state'> | undefined
}

/** Pure: the body in the form that Standard Webhooks recommends: `type`, `timestamp`, `data`. */
export const noticeBody = ({ notice, signal, incident }: Told): string =>
  JSON.stringify({
    type: 'policy.matched',
    timestamp: notice.createdAt,
    data: {
      text: notice.text,
      tenantId: notice.tenantId,
      policy: { id: notice.policyId, version: notice.policyVersion },
      signal: {
        id: notice.signalId,
        ...(signal && {
          type: signal.type,
          name: eventName(signal.type),
          sourceId: signal.sourceId,
          certainty: signal.certainty,
          subject: signal.subject,
          occurredAt: signal.occurredAt,
          receivedAt: signal.receivedAt,
        }),
      },
      ...(incident && { incident }),
    },
  })

/** Pure: what a channel is sent to see whether it works. */
export const testBody = (channel: string, now: Date): string =>
  JSON.stringify({
    type: 'channel.test',
    timestamp: now,
    data: { text: `A test of the channel ${channel}: nothing has happened`, channel },
  })
