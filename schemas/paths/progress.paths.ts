import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { EvidenceBundle, Progress, ProgressPath, ReceiptRequest } from '../progress.ts'
import { body, empty, json, operation, operator, problems, SUBSCRIBER } from './operation.ts'

export const progressPaths = {
  '/admin/revocations/{txn}': {
    get: operation('readProgress', {
      summary: 'Who was told, how far that is (signed, sent, acknowledged, enforced), who was not',
      security: operator('viewer'),
      requestParams: { path: ProgressPath },
      responses: { '200': json('As it is now.', Progress), ...problems(401, 403, 404) },
    }),
  },
  '/admin/revocations/{txn}/evidence': {
    get: operation('readEvidence', {
      summary: 'The same as a signed bundle, for an incident’s file',
      security: operator('viewer'),
      requestParams: { path: ProgressPath },
      responses: { '200': json('The bundle.', EvidenceBundle), ...problems(401, 403, 404) },
    }),
  },
  '/admin/revocations/{txn}/evidence.pdf': {
    get: operation('readEvidencePdf', {
      summary: 'The same as pages to read, with the bundle attached and a signature behind the end',
      security: operator('viewer'),
      requestParams: { path: ProgressPath },
      responses: {
        '200': {
          description: 'The document.',
          content: { 'application/pdf': { schema: z.string().meta({ format: 'binary' }) } },
        },
        ...problems(401, 403, 404),
      },
    }),
  },
  '/ssf/receipts': {
    post: operation('confirmEnforcement', {
      summary: 'Say that what a SET told was carried out',
      security: SUBSCRIBER,
      requestBody: body(ReceiptRequest),
      responses: { '204': empty('Noted.'), ...problems(400, 401, 403, 404, 413, 415) },
    }),
  },
} satisfies ZodOpenApiPathsObject
