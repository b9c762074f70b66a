import { z } from 'zod'
import { RevocationRequest } from './admin.ts'
import { NotDeliveredReason } from './delivery.ts'
import { HubEvent } from './event.ts'
import { StreamId, SubscriberId } from './ids.ts'
import { POLL, PUSH } from './stream.ts'

/** What would be asked for; nothing is stored or sent. */
export const RevocationPreviewRequest = RevocationRequest.omit({
  reasonAdmin: true,
  reasonUser: true,
}).meta({ id: 'RevocationPreviewRequest' })

const stream = {
  streamId: StreamId,
  subscriber: z.object({ id: SubscriberId, name: z.string() }),
}

/** A stream that would be told: at once, or later because it is paused or fails now. */
export const ToldStream = z
  .object({
    ...stream,
    method: z.enum([PUSH, POLL]),
    when: z.enum(['now', 'once-enabled', 'once-reachable']),
  })
  .meta({ id: 'ToldStream' })

export const PassedStream = z
  .object({ ...stream, because: NotDeliveredReason })
  .meta({ id: 'PassedStream' })

const total = z.int().min(0).describe('How many there are; the list may be shorter')

/** One event that would follow, who would be told of it, who would not and why. */
export const PreviewedEvent = z
  .object({
    ...HubEvent.pick({ type: true, subject: true, becauseOf: true, heldFor: true }).shape,
    told: z.object({ total, items: z.array(ToldStream) }),
    notTold: z.object({ total, items: z.array(PassedStream) }),
  })
  .meta({ id: 'PreviewedEvent' })

/** The blast radius: what would happen by the policies and streams of this moment. */
export const RevocationPreview = z
  .object({
    /** The stop switch is on: everything would be held. */
    isStopped: z.boolean(),
    events: z.array(PreviewedEvent),
  })
  .meta({ id: 'RevocationPreview' })
