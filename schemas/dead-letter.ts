import { z } from 'zod'
import { EventId, StreamId, SubscriberId, TenantId } from './ids.ts'
import { pageOf, PageQuery } from './page.ts'
import { EventUri } from './set.ts'
import { Txn } from './signal.ts'
import { LooseSubject } from './subject.ts'

/** A SET that its receiver refused for good, or that it alone could not take: the receiver's last words beside it. */
export const DeadLetter = z
  .object({
    streamId: StreamId,
    jti: z.string(),
    eventId: EventId,
    type: z.string(),
    txn: Txn,
    subject: LooseSubject,
    err: z.string().optional(),
    description: z.string().optional(),
    at: z.date(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetter = z.infer<typeof DeadLetter>

export const DeadLetterPage = pageOf(DeadLetter).meta({ id: 'DeadLetterPage' })

/** Of one stream; `after` is the `next` of the part before: a position in the stream's log. */
export const DeadLetterQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'not the next of a page')
    .optional(),
})
export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>

const err = z.string().min(1).max(64)

/** Which dead letters are meant: those that fit everything that is named. */
export const DeadLetterFilter = z
  .strictObject({
    tenantId: TenantId.optional(),
    subscriberId: SubscriberId.optional(),
    streamId: StreamId.optional(),
    err: err.optional(),
    type: EventUri.optional(),
    txn: Txn.optional(),
    /** When it was given up: from then on, and before then. */
    from: z.coerce.date().optional(),
    to: z.coerce.date().optional(),
  })
  .meta({ id: 'DeadLetterFilter' })
export type DeadLetterFilter = z.infer<typeof DeadLetterFilter>

export const DeadLetterExportQuery = z.object(DeadLetterFilter.shape)

/** Of all streams, in the order of stream and log. */
export const DeadLetterSearch = PageQuery.extend({
  ...DeadLetterFilter.shape,
  after: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}:\d{1,15}$/, 'not the next of a page')
    .optional(),
})
export type DeadLetterSearch = z.infer<typeof DeadLetterSearch>

/** What the dead letters of one stream that were given up for one reason have in common. */
export const DeadLetterGroup = z
  .object({
    streamId: StreamId,
    subscriber: z.object({ id: SubscriberId, name: z.string() }),
    err: z.string(),
    /** What the receiver said of the newest. */
    description: z.string().optional(),
    count: z.int().min(1),
    firstSeenAt: z.date(),
    lastSeenAt: z.date(),
  })
  .meta({ id: 'DeadLetterGroup' })
export type DeadLetterGroup = z.infer<typeof DeadLetterGroup>

export const DeadLetterGroupPage = pageOf(DeadLetterGroup).meta({ id: 'DeadLetterGroupPage' })

export const DeadLetterGroupQuery = PageQuery.extend({
  ...DeadLetterFilter.pick({ tenantId: true, subscriberId: true, streamId: true, err: true }).shape,
  after: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}:.{0,64}$/, 'not the next of a page')
    .optional(),
})
export type DeadLetterGroupQuery = z.infer<typeof DeadLetterGroupQuery>

/** A line of the export. `set` is what was signed; it is absent where nothing could be. */
export const DeadLetterLine = DeadLetter.extend({ set: z.string().optional() }).meta({
  id: 'DeadLetterLine',
})

/** Without `jtis` all of them, 10,000 at a time. */
export const RedriveRequest = z
  .strictObject({ jtis: z.array(z.string().min(1).max(255)).min(1).max(1_000).optional() })
  .meta({ id: 'RedriveRequest' })
export type RedriveRequest = z.infer<typeof RedriveRequest>

export const Redriven = z.object({ redriven: z.int().min(0) }).meta({ id: 'Redriven' })
