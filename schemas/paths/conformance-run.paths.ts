import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  ConformanceRequest,
  ConformanceRun,
  ConformanceRunPage,
  ConformanceRunPath,
} from '../conformance-run.ts'
import { PageQuery } from '../page.ts'
import { SourcePath } from '../source.ts'
import { body, json, operation, operator, problems } from './operation.ts'

/** Whether the hub works as a receiver with a source's transmitter. */
export const conformanceRunPaths = {
  '/admin/sources/{id}/conformance': {
    post: operation('runConformance', {
      summary:
        'Do with the transmitter what a receiver does, on streams of the run’s own; answers the report',
      security: operator('admin'),
      requestParams: { path: SourcePath },
      requestBody: body(ConformanceRequest, false),
      responses: {
        '200': json('The report.', ConformanceRun),
        '202': json('It is not finished yet: read it later.', ConformanceRun),
        ...problems(400, 401, 403, 404, 409, 413),
      },
    }),
    get: operation('listConformanceRuns', {
      summary: 'The runs of a source, newest first',
      security: operator('viewer'),
      requestParams: { path: SourcePath, query: PageQuery },
      responses: {
        '200': json('Some of them.', ConformanceRunPage),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
  '/admin/sources/{id}/conformance/{run}': {
    get: operation('readConformanceRun', {
      summary: 'A run’s report, as far as it has come',
      security: operator('viewer'),
      requestParams: { path: ConformanceRunPath },
      responses: { '200': json('The report.', ConformanceRun), ...problems(400, 401, 403, 404) },
    }),
  },
} satisfies ZodOpenApiPathsObject
