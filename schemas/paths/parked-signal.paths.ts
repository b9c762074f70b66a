import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  ParkedSignalPage,
  ParkedSignalQuery,
  ReplayedParked,
  ReplayParkedRequest,
} from '../parked-signal.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const parkedSignalPaths = {
  '/admin/parked-signals': {
    get: operation('listParkedSignals', {
      summary: 'Signals that could not be decided on, the eldest first',
      security: operator('viewer'),
      requestParams: { query: ParkedSignalQuery },
      responses: { '200': json('Some of them.', ParkedSignalPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/parked-signals/replay': {
    post: operation('replayParkedSignals', {
      summary: 'Try to decide on them once more',
      security: operator('responder'),
      requestBody: body(ReplayParkedRequest),
      responses: {
        '202': json('How many are tried again.', ReplayedParked),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
