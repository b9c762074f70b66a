import { z } from 'zod'
import { EventId } from './ids.ts'
import { LooseSubject } from './subject.ts'

/** A SET that its receiver refused for good, or that it alone could not take: the receiver's last words beside it. */
export const DeadLetter = z
  .object({
    jti: z.string(),
    eventId: EventId,
    type: z.string(),
    subject: LooseSubject,
    err: z.string().optional(),
    description: z.string().optional(),
    at: z.date(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetter = z.infer<typeof DeadLetter>

export const DeadLetterPage = z
  .object({ items: z.array(DeadLetter), next: z.string().optional() })
  .meta({ id: 'DeadLetterPage' })

/** `after` is the `next` of the part before: a position in the stream's log. */
export const DeadLetterQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'not the next of a page')
    .optional(),
})
export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>

/** Without `jtis` all of them, 10,000 at a time. */
export const RedriveRequest = z
  .strictObject({ jtis: z.array(z.string().min(1).max(255)).min(1).max(1_000).optional() })
  .meta({ id: 'RedriveRequest' })
export type RedriveRequest = z.infer<typeof RedriveRequest>

export const Redriven = z.object({ redriven: z.int().min(0) }).meta({ id: 'Redriven' })
