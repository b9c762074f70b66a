import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { StreamPath } from '../admin.ts'
import {
  DeadLetterExportQuery,
  DeadLetterGroupPage,
  DeadLetterGroupQuery,
  DeadLetterLine,
  DeadLetterPage,
  DeadLetterQuery,
  DeadLetterSearch,
  Redriven,
  RedriveRequest,
} from '../dead-letter.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const deadLetterPaths = {
  '/admin/dead-letters': {
    get: operation('searchDeadLetters', {
      summary: 'The SETs of all streams that were given up',
      security: operator('viewer'),
      requestParams: { query: DeadLetterSearch },
      responses: { '200': json('Some of them.', DeadLetterPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/dead-letters/groups': {
    get: operation('groupDeadLetters', {
      summary: 'Why they were given up: one line a stream and reason',
      security: operator('viewer'),
      requestParams: { query: DeadLetterGroupQuery },
      responses: { '200': json('Some groups.', DeadLetterGroupPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/dead-letters/export': {
    get: operation('exportDeadLetters', {
      summary: 'All of them, a JSON object a line, with the SETs as they were signed',
      security: operator('viewer'),
      requestParams: { query: DeadLetterExportQuery },
      responses: {
        '200': {
          description: 'As they are read; one cut short has no last line break.',
          content: { 'application/x-ndjson': { schema: DeadLetterLine } },
        },
        ...problems(400, 401, 403),
      },
    }),
  },
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
