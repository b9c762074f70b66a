import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  ChangeJobRequest,
  Job,
  JobPage,
  JobPath,
  JobQuery,
  RedriveJobRequest,
  ReplayRequest,
} from '../job.ts'
import { body, json, operation, operator, problems } from './operation.ts'

const made = {
  '202': json('The job: it is counted first.', Job),
  ...problems(400, 401, 403, 413),
}

export const jobPaths = {
  '/admin/jobs': {
    get: operation('listJobs', {
      summary: 'Work in the background, newest first',
      security: operator('viewer'),
      requestParams: { query: JobQuery },
      responses: { '200': json('Some of it.', JobPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/jobs/{id}': {
    get: operation('readJob', {
      summary: 'How far a job is',
      security: operator('viewer'),
      requestParams: { path: JobPath },
      responses: { '200': json('The job.', Job), ...problems(400, 401, 403, 404) },
    }),
    patch: operation('changeJob', {
      summary: 'Start, pause, resume or cancel a job, or change its rate',
      security: operator('responder'),
      requestParams: { path: JobPath },
      requestBody: body(ChangeJobRequest),
      responses: { '200': json('The job.', Job), ...problems(400, 401, 403, 404, 409, 413) },
    }),
  },
  '/admin/dead-letters/redrive': {
    post: operation('redriveByFilter', {
      summary: 'Deliver dead letters of all streams once more, in the background',
      security: operator('responder'),
      requestBody: body(RedriveJobRequest),
      responses: made,
    }),
  },
  '/admin/replays': {
    post: operation('replay', {
      summary: 'Tell streams once more what they were told, or missed; counted before it starts',
      security: operator('responder'),
      requestBody: body(ReplayRequest),
      responses: made,
    }),
  },
} satisfies ZodOpenApiPathsObject
