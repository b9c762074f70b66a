import { z } from 'zod'
import { HubEvent } from './event.ts'
import { pageOf, PageQuery } from './page.ts'

/** Whether nothing goes out, since when, and by whose hand. */
export const StopSwitch = z
  .object({
    isStopped: z.boolean(),
    reason: z.string(),
    changedBy: z.string(),
    changedAt: z.date(),
    /** What waits for an operator, by what holds it: `stop`, `rate:<policy>`, `approval:<id>`. */
    held: z.array(z.object({ heldFor: z.string(), events: z.int() })),
  })
  .meta({ id: 'StopSwitch' })

const reason = z.string().min(1).max(1024)

export const StopRequest = z.strictObject({ reason }).meta({ id: 'StopRequest' })

/** What becomes of the events that the switch held. */
export const ResumeRequest = z
  .strictObject({ reason, held: z.enum(['release', 'discard']) })
  .meta({ id: 'ResumeRequest' })

/** Events that wait for an operator. */
export const HeldEventPage = pageOf(HubEvent).meta({ id: 'HeldEventPage' })
export const HeldEventQuery = PageQuery.extend({
  heldFor: z.string().min(1).max(256).optional(),
  after: z.uuid().optional(),
})

/** An approval's events are let go by the approval alone, the stop switch's by the switch. */
export const DecideHeldRequest = z
  .strictObject({
    heldFor: z
      .string()
      .regex(/^rate:./, 'rate:<policy>: approvals and the stop switch let go of theirs'),
    decision: z.enum(['release', 'discard']),
    reason,
  })
  .meta({ id: 'DecideHeldRequest' })

export const HeldDecided = z
  .object({ released: z.int().min(0), discarded: z.int().min(0) })
  .meta({ id: 'HeldDecided' })
