import { z } from 'zod'

const jti = z.string().min(1).max(1024)

/** RFC 8936 §2.2. */
export const PollRequest = z
  .looseObject({
    maxEvents: z.int().min(0).optional(),
    /** False or absent: the answer may wait for an event (long poll). */
    returnImmediately: z.boolean().default(false),
    ack: z.array(jti).max(10_000).default([]),
    setErrs: z
      .record(
        jti,
        z.looseObject({ err: z.string().max(128), description: z.string().max(4096).optional() }),
      )
      .default({}),
  })
  .meta({ id: 'PollRequest' })
export type PollRequest = z.infer<typeof PollRequest>

/** RFC 8936 §2.3; `moreAvailable` is left out when there is no more. */
export const PollResponse = z
  .object({ sets: z.record(jti, z.string()), moreAvailable: z.literal(true).optional() })
  .meta({ id: 'PollResponse' })
export type PollResponse = z.infer<typeof PollResponse>
