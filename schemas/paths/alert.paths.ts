import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { Alert, AlertPage, AlertPath, AlertQuery } from '../alert.ts'
import { json, operation, operator, problems } from './operation.ts'

export const alertPaths = {
  '/admin/alerts': {
    get: operation('listAlerts', {
      summary: 'What the hub wants its operators to know, newest first',
      security: operator('viewer'),
      requestParams: { query: AlertQuery },
      responses: { '200': json('Some of it.', AlertPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/alerts/{id}/acknowledge': {
    post: operation('acknowledgeAlert', {
      summary: 'Say that somebody looks after it; it stays open until its cause is gone',
      security: operator('responder'),
      requestParams: { path: AlertPath },
      responses: { '200': json('The alert.', Alert), ...problems(400, 401, 403, 404) },
    }),
  },
} satisfies ZodOpenApiPathsObject
