import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { StreamPath } from '../admin.ts'
import { DeadLetterPage, DeadLetterQuery, Redriven, RedriveRequest } from '../dead-letter.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const deadLetterPaths = {
  '/admin/streams/{id}/dead-letters': {
    get: operation('listDeadLetters', {
      summary: 'The SETs of a stream that were given up, in the order of its log',
      security: operator('viewer'),
      requestParams: { path: StreamPath, query: DeadLetterQuery },
      responses: { '200': json('Some of them.', DeadLetterPage), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/streams/{id}/redrive': {
    post: operation('redriveDeadLetters', {
      summary: 'Deliver dead letters once more, with the same jti, at the end of the stream',
      security: operator('responder'),
      requestParams: { path: StreamPath },
      requestBody: body(RedriveRequest),
      responses: {
        '202': json('How many are owed again.', Redriven),
        ...problems(400, 401, 403, 404, 409, 413),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
