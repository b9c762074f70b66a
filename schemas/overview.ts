import { z } from 'zod'

const count = z.int().min(0)

/** What all processes did in one minute. `delivered`: acknowledged; `failed`: tries that were not. */
const FlowMinute = z.object({
  minute: z.date(),
  signals: count,
  events: count,
  delivered: count,
  failed: count,
})

/** Streams by how they are, each counted once, at its worst. */
const StreamCounts = z.object({
  healthy: count,
  waiting: count,
  rejected: count,
  failing: count,
  paused: count,
  disabled: count,
})

/** How the hub does, at a glance: all of it is counted beforehand or bounded. */
export const Overview = z
  .object({
    /** The last hour; minutes in which nothing happened are left out. */
    flow: z.array(FlowMinute),
    /** Of the last 24 hours: from a signal stored to a SET acknowledged; of buckets, so about. Absent where nothing was. */
    timeToRevoke: z.object({ count, p50Ms: z.number(), p99Ms: z.number() }).optional(),
    streams: StreamCounts,
    /** The ten that were silent for longest; `heardAt` is absent where none was ever heard. */
    sources: z.array(z.object({ id: z.string(), kind: z.string(), heardAt: z.date().optional() })),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof Overview>
