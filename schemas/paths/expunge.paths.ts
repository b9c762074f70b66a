import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { ExpungeRequest } from '../expunge.ts'
import { Job } from '../job.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const expungePaths = {
  '/admin/expunges': {
    post: operation('expunge', {
      summary: 'Erase somebody: what is known of them is counted, and goes when the job is started',
      security: operator('admin'),
      requestBody: body(ExpungeRequest),
      responses: {
        '202': json('The job: it is counted first.', Job),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
