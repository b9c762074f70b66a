import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { LiveChange, LiveQuery } from '../live.ts'
import { operation, operator, problems } from './operation.ts'

export const livePaths = {
  '/admin/live': {
    get: operation('watchLive', {
      summary: 'What happens, as it happens: server-sent events',
      description:
        'Messages: `hello` {build} first, `change` (LiveChange) when something happened, `resync` where messages were missed and ' +
        'everything is to be asked again, `ping` every 15 s, `over` when the credential is no longer valid. Each has an id: send ' +
        'the last one as Last-Event-ID or `after` to go on from there.',
      security: operator('viewer'),
      requestParams: { query: LiveQuery },
      responses: {
        '200': {
          description: 'The stream; it does not end.',
          content: { 'text/event-stream': { schema: LiveChange } },
        },
        ...problems(400, 401, 403, 429),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
