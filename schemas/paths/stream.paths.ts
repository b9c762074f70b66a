import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { StreamId } from '../ids.ts'
import { PollRequest, PollResponse } from '../poll.ts'
import {
  AddSubjectRequest,
  CreateStreamRequest,
  RemoveSubjectRequest,
  ReplaceStreamRequest,
  StreamConfiguration,
  StreamStatusBody,
  UpdateStreamRequest,
  VerificationRequest,
} from '../stream.ts'
import { body, empty, json, operation, problems, SUBSCRIBER } from './operation.ts'

/** Names one stream; DELETE and the status need it (SSF 1.0 §8.1.1.5, §8.1.2.1). */
export const StreamQuery = z.object({ stream_id: StreamId })

/** Without it, GET answers with every stream of the caller (SSF 1.0 §8.1.1.2). */
export const OptionalStreamQuery = StreamQuery.partial()

/** Which stream a poll is about (SSF 1.0 §6.1.2). */
export const PollPath = z.object({ stream: StreamId })

export const streamPaths = {
  '/ssf/streams': {
    post: operation('createStream', {
      summary: 'Create a stream (SSF 1.0 §8.1.1.1); without `delivery` it is a poll stream',
      security: SUBSCRIBER,
      requestBody: body(CreateStreamRequest, false),
      responses: {
        '201': json('The stream.', StreamConfiguration),
        ...problems(400, 401, 403, 409, 413),
      },
    }),
    get: operation('readStreams', {
      summary: 'Read one stream, or the list of all of them (SSF 1.0 §8.1.1.2)',
      security: SUBSCRIBER,
      requestParams: { query: OptionalStreamQuery },
      responses: {
        '200': json(
          'The stream, or without `stream_id` a list.',
          z.union([StreamConfiguration, z.array(StreamConfiguration)]),
        ),
        ...problems(400, 401, 403, 404),
      },
    }),
    patch: operation('updateStream', {
      summary: 'Change what is sent (SSF 1.0 §8.1.1.3)',
      security: SUBSCRIBER,
      requestBody: body(UpdateStreamRequest),
      responses: {
        '200': json('The whole stream.', StreamConfiguration),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
    put: operation('replaceStream', {
      summary: 'Replace what the receiver supplies (SSF 1.0 §8.1.1.4)',
      security: SUBSCRIBER,
      requestBody: body(ReplaceStreamRequest),
      responses: {
        '200': json('The whole stream.', StreamConfiguration),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
    delete: operation('deleteStream', {
      summary: 'Delete a stream (SSF 1.0 §8.1.1.5)',
      security: SUBSCRIBER,
      requestParams: { query: StreamQuery },
      responses: { '204': empty('It is deleted.'), ...problems(400, 401, 403, 404) },
    }),
  },
  '/ssf/status': {
    get: operation('readStreamStatus', {
      summary: "A stream's status (SSF 1.0 §8.1.2.1)",
      security: SUBSCRIBER,
      requestParams: { query: StreamQuery },
      responses: {
        '200': json('The status.', StreamStatusBody),
        ...problems(400, 401, 403, 404),
      },
    }),
    post: operation('updateStreamStatus', {
      summary: 'Enable, pause or disable a stream (SSF 1.0 §8.1.2.2)',
      security: SUBSCRIBER,
      requestBody: body(StreamStatusBody),
      responses: {
        '200': json('The new status.', StreamStatusBody),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
  },
  '/ssf/subjects/add': {
    post: operation('addSubject', {
      summary:
        'Add a subject (SSF 1.0 §8.1.3.2); the answer does not tell whether the hub knows it',
      security: SUBSCRIBER,
      requestBody: body(AddSubjectRequest),
      responses: { '200': empty('Noted.'), ...problems(400, 401, 403, 404, 413, 415) },
    }),
  },
  '/ssf/subjects/remove': {
    post: operation('removeSubject', {
      summary: 'Remove a subject (SSF 1.0 §8.1.3.3); it takes effect after a grace (§9.3)',
      security: SUBSCRIBER,
      requestBody: body(RemoveSubjectRequest),
      responses: { '204': empty('Noted.'), ...problems(400, 401, 403, 404, 413, 415) },
    }),
  },
  '/ssf/poll/{stream}': {
    post: operation('pollStream', {
      summary: 'Acknowledge SETs and get more (RFC 8936)',
      security: SUBSCRIBER,
      requestParams: { path: PollPath },
      requestBody: body(PollRequest),
      responses: {
        '200': json('The SETs.', PollResponse),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
  '/ssf/verification': {
    post: operation('requestVerification', {
      summary: 'Ask for a verification event (SSF 1.0 §8.1.4.2)',
      security: SUBSCRIBER,
      requestBody: body(VerificationRequest),
      responses: {
        '204': empty('It is or will be on its way.'),
        ...problems(400, 401, 403, 404, 413, 429),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
