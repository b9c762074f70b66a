import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { AuditPage, AuditQuery, AuditVerification } from '../audit.ts'
import { json, operation, operator, problems } from './operation.ts'

export const auditPaths = {
  '/admin/audit': {
    get: operation('listAudit', {
      summary: 'Who changed what, newest first',
      security: operator('viewer'),
      requestParams: { query: AuditQuery },
      responses: { '200': json('Some of it.', AuditPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/audit/verification': {
    get: operation('verifyAudit', {
      summary: 'Whether the log is as it was written',
      security: operator('viewer'),
      responses: { '200': json('What was found.', AuditVerification), ...problems(401, 403) },
    }),
  },
} satisfies ZodOpenApiPathsObject
