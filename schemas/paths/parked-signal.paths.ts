import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  ParkedSignalPage,
  ParkedSignalQuery,
  ReplayedParked,
  ReplayParkedRequest,
} from '../parked-signal.ts'
import { ParkedEventPage, ParkedEventQuery, ReplayParkedEventsRequest } from '../parked-event.ts'
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
  '/admin/parked-events': {
    get: operation('listParkedEvents', {
      summary: 'Events that could not be matched to streams, the eldest first',
      security: operator('viewer'),
      requestParams: { query: ParkedEventQuery },
      responses: { '200': json('Some of them.', ParkedEventPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/parked-events/replay': {
    post: operation('replayParkedEvents', {
      summary: 'Try to match them once more',
      security: operator('responder'),
      requestBody: body(ReplayParkedEventsRequest),
      responses: {
        '202': json('How many are tried again.', ReplayedParked),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
