import { z } from 'zod'
import { TenantId } from './ids.ts'
import { Txn } from './signal.ts'

export const IncidentId = z.uuid().brand<'IncidentId'>().meta({ id: 'IncidentId' })
export type IncidentId = z.infer<typeof IncidentId>

/** From "worth knowing" to "somebody must look now". `info` opens no incident. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const
export const Severity = z.enum(SEVERITIES).meta({ id: 'Severity' })
export type Severity = z.infer<typeof Severity>

/** The worse of two. */
export const worse = (a: Severity, b: Severity): Severity =>
  SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b

/** Opened by signals; the other steps are an operator's. */
export const IncidentState = z
  .enum(['open', 'acknowledged', 'contained', 'closed'])
  .meta({ id: 'IncidentState' })
export type IncidentState = z.infer<typeof IncidentState>

/** Signals that are one story, under one `txn` (SSF 1.0 §4.1.9). */
export const Incident = z
  .object({
    id: IncidentId,
    tenantId: TenantId,
    txn: Txn,
    severity: Severity,
    state: IncidentState,
    signals: z.int().min(0),
    /** Different things that happened: what several sources tell, or one tells again, counts once. */
    facts: z.int().min(0),
    openedAt: z.date(),
    firstSignalAt: z.date(),
    lastSignalAt: z.date(),
    acknowledgedAt: z.date().optional(),
    containedAt: z.date().optional(),
    closedAt: z.date().optional(),
    /** It goes on from this one, which was closed. */
    previousId: IncidentId.optional(),
    /** A late signal showed that two are one: the elder lives on. */
    mergedInto: IncidentId.optional(),
  })
  .meta({ id: 'Incident' })
export type Incident = z.infer<typeof Incident>
