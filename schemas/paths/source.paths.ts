import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { SignalPath } from '../admin.ts'
import { PageQuery } from '../page.ts'
import {
  CreateSourceRequest,
  RefusalQuery,
  SignalOriginal,
  Source,
  SourcePage,
  SourcePath,
  SourcePolling,
  SourceRefusalList,
  UpdateSourceRequest,
} from '../source.ts'
import { body, empty, json, operation, operator, problems } from './operation.ts'

export const sourcePaths = {
  '/admin/sources': {
    post: operation('createSource', {
      summary: 'Let signals in from an SSF transmitter or a vendor',
      security: operator('admin'),
      requestBody: body(CreateSourceRequest),
      responses: {
        '201': json('The source, without its secrets.', Source),
        ...problems(400, 401, 403, 409, 413),
      },
    }),
    get: operation('listSources', {
      summary: 'The sources',
      security: operator('viewer'),
      requestParams: { query: PageQuery },
      responses: { '200': json('Some of them.', SourcePage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/sources/{id}': {
    get: operation('readSource', {
      summary: 'A source',
      security: operator('viewer'),
      requestParams: { path: SourcePath },
      responses: {
        '200': json('The source, without its secrets.', Source),
        ...problems(400, 401, 403, 404),
      },
    }),
    patch: operation('updateSource', {
      summary:
        'Change how far a source is believed, from where it may send, its settings; pause it',
      description:
        'While a source is paused, what it sends is stored and waits; when it is active again, that is decided in order.',
      security: operator('admin'),
      requestParams: { path: SourcePath },
      requestBody: body(UpdateSourceRequest),
      responses: {
        '200': json('The whole source.', Source),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
    delete: operation('deleteSource', {
      summary: 'Take no more signals from a source',
      security: operator('admin'),
      requestParams: { path: SourcePath },
      responses: { '204': empty('It is gone.'), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/sources/{id}/refusals': {
    get: operation('listRefusals', {
      summary: 'What was refused of a source, and why, by day and reason',
      security: operator('viewer'),
      requestParams: { path: SourcePath, query: RefusalQuery },
      responses: {
        '200': json('The newest day first.', SourceRefusalList),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
  '/admin/sources/{id}/polling': {
    get: operation('readPolling', {
      summary: 'How far the hub has read a source’s log; 404 for sources that send by themselves',
      security: operator('viewer'),
      requestParams: { path: SourcePath },
      responses: {
        '200': json('Where it is, and what keeps it.', SourcePolling),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
  '/admin/signals/{id}/original': {
    get: operation('readOriginal', {
      summary:
        'What the source sent of which a signal was made; who reads it is written to the audit log',
      security: operator('responder'),
      requestParams: { path: SignalPath },
      responses: {
        '200': json('In its own words.', SignalOriginal),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
