import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { SourcePath } from '../source.ts'
import {
  CreatedFromTemplate,
  CreateFromTemplateRequest,
  DryRunRequest,
  DryRunResult,
  RotatedSourceSecret,
  RotateSourceSecretRequest,
  SourceTemplateList,
  TemplatePath,
  TemplateQuery,
  TestSourceRequest,
} from '../source-desk.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const sourceDeskPaths = {
  '/admin/source-templates': {
    get: operation('listSourceTemplates', {
      summary: 'For each vendor what to paste where, step by step, in English and Japanese',
      security: operator('viewer'),
      requestParams: { query: TemplateQuery },
      responses: { '200': json('All of them.', SourceTemplateList), ...problems(400, 401, 403) },
    }),
  },
  '/admin/source-templates/{kind}': {
    post: operation('createSourceFromTemplate', {
      summary: 'A source of this vendor; where the vendor lets us choose, the hub makes its secret',
      security: operator('admin'),
      requestParams: { path: TemplatePath },
      requestBody: body(CreateFromTemplateRequest),
      responses: {
        '201': json('The source and what to do at the vendor.', CreatedFromTemplate),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/sources/{id}/test': {
    post: operation('testSource', {
      summary: 'A signed sample through the door: nothing is stored, nobody is told',
      security: operator('responder'),
      requestParams: { path: SourcePath },
      requestBody: body(TestSourceRequest, false),
      responses: {
        '200': json('What would come of it.', DryRunResult),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/sources/{id}/rotate-secret': {
    post: operation('rotateSourceSecret', {
      summary: 'A new secret; the one before stays valid for a while',
      security: operator('admin'),
      requestParams: { path: SourcePath },
      requestBody: body(RotateSourceSecretRequest, false),
      responses: {
        '200': json('Until when the one before is valid.', RotatedSourceSecret),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/source-dry-runs': {
    post: operation('dryRunSource', {
      summary: 'What a pasted payload would become: nothing is stored, nobody is told',
      security: operator('responder'),
      requestBody: body(DryRunRequest),
      responses: {
        '200': json('What would come of it.', DryRunResult),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
