import { z } from 'zod'
import { RevocationRequest } from './admin.ts'
import { NotDeliveredReason } from './delivery.ts'
import { HubEvent } from './event.ts'
import { StreamId, SubscriberId } from './ids.ts'
import { PrincipalId } from './principal.ts'
import { POLL, PUSH } from './stream.ts'

/** What would be asked for; nothing is stored or sent. */
export const RevocationPreviewRequest = RevocationRequest.omit({
  reasonAdmin: true,
  reasonUser: true,
  breakGlass: true,
  incidentId: true,
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

/** `no-identifier`: the hub knows none of the subject in a format that the app understands. */
export const PassedStream = z
  .object({ ...stream, because: z.enum([...NotDeliveredReason.options, 'no-identifier']) })
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

/** Whom it reaches as far as the hub knows, and whether a second person must say yes. */
export const SecondPerson = z
  .object({
    /** Who is meant, where the hub knows anybody by the name. */
    principals: z.array(PrincipalId),
    people: z.int().min(0),
    sessions: z.int().min(0),
    /** There are more than are counted: of a tenant, a group or a unit nobody knows how many. */
    isAtLeast: z.boolean(),
    isNeeded: z.boolean(),
    /** From how many people on; absent: never. */
    from: z.int().min(1).optional(),
    /** Whether who asks may do it at once all the same, to be reviewed afterwards. */
    mayBreakGlass: z.boolean(),
  })
  .meta({ id: 'SecondPerson' })
export type SecondPerson = z.infer<typeof SecondPerson>

/** The blast radius: what would happen by the policies and streams of this moment. */
export const RevocationPreview = z
  .object({
    /** The stop switch is on: everything would be held. */
    isStopped: z.boolean(),
    secondPerson: SecondPerson,
    events: z.array(PreviewedEvent),
  })
  .meta({ id: 'RevocationPreview' })
