import { z } from 'zod'
import { EventId, TenantId } from './ids.ts'
import { pageOf, PageQuery } from './page.ts'
import { EventUri } from './set.ts'

/** An event that could not be matched to streams, however often it was tried: it is held (`parked`), and holds up nobody. */
export const ParkedEvent = z
  .object({
    id: EventId,
    tenantId: TenantId,
    type: EventUri,
    txn: z.string(),
    error: z.string(),
    tries: z.int().min(1),
    acceptedAt: z.date(),
    parkedAt: z.date(),
  })
  .meta({ id: 'ParkedEvent' })
export type ParkedEvent = z.infer<typeof ParkedEvent>

export const ParkedEventPage = pageOf(ParkedEvent).meta({ id: 'ParkedEventPage' })
export const ParkedEventQuery = PageQuery.extend({ after: z.uuid().optional() })

/** Without ids the thousand that wait longest. */
export const ReplayParkedEventsRequest = z
  .strictObject({ ids: z.array(EventId).min(1).max(1_000).optional() })
  .meta({ id: 'ReplayParkedEventsRequest' })
