import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { Health } from '../health.ts'
import { json, operation } from './operation.ts'

export const healthPaths = {
  '/health/live': {
    get: operation('live', {
      summary: 'The process answers',
      responses: { '200': json('It does.', z.object({ status: z.literal('ok') })) },
    }),
  },
  '/health/ready': {
    get: operation('ready', {
      summary: 'Database, bus and workers are in order',
      responses: { '200': json('They are.', Health), '503': json('One is not.', Health) },
    }),
  },
  '/metrics': {
    get: operation('metrics', {
      summary: 'Counters and gauges for Prometheus',
      responses: {
        '200': { description: 'Text format.', content: { 'text/plain': { schema: z.string() } } },
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
