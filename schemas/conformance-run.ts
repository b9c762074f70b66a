import { z } from 'zod'
import { SourceId } from './ids.ts'
import { pageOf } from './page.ts'

/** Whether the hub works as a receiver with a source's transmitter: on streams of the run's own, by each of these deliveries. */
export const ConformanceRequest = z
  .strictObject({
    deliveries: z
      .array(z.enum(['push', 'poll']))
      .min(1)
      .max(2)
      .refine((given) => new Set(given).size === given.length, { error: 'names one twice' })
      .default(['push', 'poll']),
    /** How long a verification may take to arrive. */
    arrivalSeconds: z.int().min(1).max(300).default(30),
    /** How long the answer to this request may wait for the run's end. */
    waitSeconds: z.int().min(0).max(120).default(60),
  })
  .meta({ id: 'ConformanceRequest' })
export type ConformanceRequest = z.infer<typeof ConformanceRequest>

export const ConformanceStep = z
  .object({
    delivery: z.enum(['push', 'poll']),
    step: z.string(),
    clause: z.string(),
    result: z.enum(['ok', 'failed', 'skipped']),
    seen: z.string(),
    at: z.date(),
  })
  .meta({ id: 'ConformanceStep' })
export type ConformanceStep = z.infer<typeof ConformanceStep>

export const ConformanceState = z.enum(['waiting', 'running', 'passed', 'failed'])
export type ConformanceState = z.infer<typeof ConformanceState>

export const ConformanceRun = z
  .object({
    id: z.string(),
    sourceId: SourceId,
    state: ConformanceState,
    deliveries: z.array(z.enum(['push', 'poll'])),
    steps: z.array(ConformanceStep),
    createdAt: z.date(),
    finishedAt: z.date().optional(),
  })
  .meta({ id: 'ConformanceRun' })

export const ConformanceRunPage = pageOf(ConformanceRun).meta({ id: 'ConformanceRunPage' })

/** It stands in the ingest URL while the run lasts, as a source's name does. */
export const RUN_PREFIX = 'conformance-'

export const ConformanceRunPath = z.object({
  id: SourceId,
  run: z.string().regex(/^conformance-[0-9a-f]{32}$/),
})
