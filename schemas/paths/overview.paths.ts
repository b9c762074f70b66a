import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { Overview } from '../overview.ts'
import { json, operation, operator, problems } from './operation.ts'

export const overviewPaths = {
  '/admin/overview': {
    get: operation('readOverview', {
      summary:
        'What comes in, is decided and delivered; how long that takes; how streams and sources are',
      security: operator('viewer'),
      responses: { '200': json('How it is.', Overview), ...problems(401, 403) },
    }),
  },
} satisfies ZodOpenApiPathsObject
