import { z } from 'zod'
import { SignalId, TenantId } from './ids.ts'
import { pageOf, PageQuery } from './page.ts'
import { EventUri } from './set.ts'

/** A signal that could not be decided on, however often it was tried: it waits, and holds up nobody. */
export const ParkedSignal = z
  .object({
    id: SignalId,
    tenantId: TenantId,
    sourceId: z.string(),
    type: EventUri,
    error: z.string(),
    tries: z.int().min(1),
    receivedAt: z.date(),
    parkedAt: z.date(),
  })
  .meta({ id: 'ParkedSignal' })
export type ParkedSignal = z.infer<typeof ParkedSignal>

export const ParkedSignalPage = pageOf(ParkedSignal).meta({ id: 'ParkedSignalPage' })
export const ParkedSignalQuery = PageQuery.extend({ after: z.uuid().optional() })

/** Without ids the thousand that wait longest. */
export const ReplayParkedRequest = z
  .strictObject({ ids: z.array(SignalId).min(1).max(1_000).optional() })
  .meta({ id: 'ReplayParkedRequest' })

export const ReplayedParked = z.object({ replayed: z.int().min(0) }).meta({ id: 'ReplayedParked' })
