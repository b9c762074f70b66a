import { z } from 'zod'

/** What lists may have changed without a row to show: whoever shows one asks again. `audit`: an operator changed something. */
export const LIVE_MARKS = ['streams', 'alerts', 'audit'] as const
export type LiveMark = (typeof LIVE_MARKS)[number]

const count = z.int().min(0)

/** What happened since the message before. At most the newest twenty are named; more is only counted. */
export const LiveChange = z
  .object({
    signals: z
      .object({
        count,
        items: z.array(z.object({ id: z.string(), type: z.string(), sourceId: z.string() })),
      })
      .optional(),
    decisions: z
      .object({
        count,
        items: z.array(z.object({ id: z.string(), type: z.string(), txn: z.string() })),
      })
      .optional(),
    deliveries: z.object({ accepted: count, retried: count, rejected: count }).optional(),
    changed: z.array(z.enum(LIVE_MARKS)).optional(),
  })
  .meta({ id: 'LiveChange' })
export type LiveChange = z.infer<typeof LiveChange>

/** `after`: the id of the last message that came, where Last-Event-ID cannot be sent. */
export const LiveQuery = z.object({ after: z.string().max(64).optional() })
