import { z } from 'zod'
import { TenantId } from './ids.ts'
import { pageOf, PageQuery } from './page.ts'

/** What the hub tells its operators of by itself, and how bad it is: critical = something is being lost or refused, or soon will be. */
export const ALERT_KINDS = {
  'stream-paused': 'warning',
  'stream-failing': 'warning',
  'dead-letters': 'warning',
  'source-silent': 'warning',
  'source-failing': 'warning',
  'policy-rate-limit': 'warning',
  'channel-failing': 'warning',
  'notices-dead': 'warning',
  'job-failed': 'warning',
  'retention-blocked': 'warning',
  'database-restarted': 'warning',
  'signals-parked': 'critical',
  'events-parked': 'critical',
  'backlog-old': 'critical',
  'break-glass': 'critical',
  'revocation-open': 'critical',
  'disk-low': 'critical',
} as const satisfies Record<string, 'warning' | 'critical'>

export type AlertKind = keyof typeof ALERT_KINDS
export const AlertKind = z
  .enum(Object.keys(ALERT_KINDS) as [AlertKind, ...AlertKind[]]) // the keys of a closed table
  .meta({ id: 'AlertKind' })

/** Something that an operator ought to know. Raised again while it is open, it only counts. */
export const Alert = z
  .object({
    id: z.uuid(),
    kind: AlertKind,
    severity: z.enum(['warning', 'critical']),
    /** What it is about, as the audit log names it: `stream:f67e…`, `source:okta-prod`, `hub`. */
    target: z.string(),
    tenantId: TenantId,
    text: z.string(),
    state: z.enum(['open', 'resolved']),
    since: z.date(),
    lastSeenAt: z.date(),
    /** How often it was raised. */
    count: z.int().min(1),
    acknowledged: z.object({ by: z.string(), at: z.date() }).optional(),
    resolvedAt: z.date().optional(),
  })
  .meta({ id: 'Alert' })
export type Alert = z.infer<typeof Alert>

/** Newest first. */
export const AlertQuery = PageQuery.extend({
  state: Alert.shape.state.optional(),
  kind: AlertKind.optional(),
  target: z.string().min(1).max(1024).optional(),
  after: z.uuid().optional(),
})
export type AlertQuery = z.infer<typeof AlertQuery>

export const AlertPage = pageOf(Alert).meta({ id: 'AlertPage' })

export const AlertPath = z.object({ id: z.uuid() })
