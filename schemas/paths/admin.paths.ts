import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  EventPage,
  EventPath,
  EventQuery,
  EventTrace,
  IdempotencyKey,
  RotateKeyRequest,
  SigningKeyList,
  RevocationAccepted,
  RevocationRequest,
  SignalDetail,
  SignalPage,
  SignalPath,
  ChangePushRequest,
  ChangeStreamStatusRequest,
  CreateTenantRequest,
  PushSettings,
  SignalQuery,
  StreamOverview,
  StreamPage,
  StreamPath,
  StreamSigning,
  StreamTagsBody,
  StreamVerification,
  StreamQuery,
  Tenant,
  TenantList,
  VerificationSent,
} from '../admin.ts'
import { RevocationPreview, RevocationPreviewRequest } from '../revocation-preview.ts'
import { StreamStatusBody } from '../stream.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const RevocationHeaders = z.object({ 'idempotency-key': IdempotencyKey.optional() })

const incidentPaths = {
  '/admin/revocations': {
    post: operation('revoke', {
      summary: "End a subject's sessions, tokens, credentials or account, everywhere",
      security: operator('responder'),
      requestParams: { header: RevocationHeaders },
      requestBody: body(RevocationRequest),
      responses: {
        '202': json('What is stored, or who is asked first.', RevocationAccepted),
        ...problems(400, 401, 403, 409, 413),
      },
    }),
  },
  '/admin/revocations/preview': {
    post: operation('previewRevocation', {
      summary: 'Who would be told what, and who would not and why; nothing is stored or sent',
      security: operator('responder'),
      requestBody: body(RevocationPreviewRequest),
      responses: {
        '200': json('The blast radius.', RevocationPreview),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
  '/admin/signals': {
    get: operation('listSignals', {
      summary: 'What came in, newest first',
      security: operator('viewer'),
      requestParams: { query: SignalQuery },
      responses: { '200': json('Some of it.', SignalPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/signals/{id}': {
    get: operation('readSignal', {
      summary: 'A signal, what was decided about it, and the events made of it',
      security: operator('viewer'),
      requestParams: { path: SignalPath },
      responses: { '200': json('The signal.', SignalDetail), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/events': {
    get: operation('listEvents', {
      summary: 'The events, newest first',
      security: operator('viewer'),
      requestParams: { query: EventQuery },
      responses: { '200': json('Some of them.', EventPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/events/{id}/trace': {
    get: operation('traceEvent', {
      summary: 'Who got an event, when, each attempt and answer, and why others did not',
      security: operator('viewer'),
      requestParams: { path: EventPath },
      responses: { '200': json('The trace.', EventTrace), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/streams': {
    get: operation('listStreams', {
      summary: 'The streams of all subscribers, by id',
      security: operator('viewer'),
      requestParams: { query: StreamQuery },
      responses: { '200': json('Some of them.', StreamPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/streams/{id}': {
    get: operation('inspectStream', {
      summary: 'A stream, and how it does',
      security: operator('viewer'),
      requestParams: { path: StreamPath },
      responses: { '200': json('The stream.', StreamOverview), ...problems(401, 403, 404) },
    }),
  },
  '/admin/streams/{id}/status': {
    post: operation('changeStreamStatus', {
      summary: 'Enable, pause or disable a stream; its subscriber is told (SSF 1.0 §8.1.5)',
      security: operator('responder'),
      requestParams: { path: StreamPath },
      requestBody: body(ChangeStreamStatusRequest),
      responses: {
        '200': json('The new status.', StreamStatusBody),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
  '/admin/streams/{id}/tags': {
    put: operation('setStreamTags', {
      summary: 'Label a stream, for policies to choose it by',
      security: operator('admin'),
      requestParams: { path: StreamPath },
      requestBody: body(StreamTagsBody),
      responses: {
        '200': json('Its tags.', StreamTagsBody),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
  '/admin/streams/{id}/push': {
    patch: operation('changePush', {
      summary: 'How many SETs at once, how many a second, in which order',
      security: operator('admin'),
      requestParams: { path: StreamPath },
      requestBody: body(ChangePushRequest),
      responses: {
        '200': json('How SETs are pushed from now on.', PushSettings),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
  '/admin/streams/{id}/signing': {
    put: operation('setStreamSigning', {
      summary: 'What SETs of a stream are signed with',
      security: operator('admin'),
      requestParams: { path: StreamPath },
      requestBody: body(StreamSigning),
      responses: {
        '200': json('From the next SET on.', StreamSigning),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
  '/admin/streams/{id}/verification': {
    get: operation('readStreamVerification', {
      summary: 'The latest verification event, and whether it was taken',
      security: operator('viewer'),
      requestParams: { path: StreamPath },
      responses: {
        '200': json('The verification.', StreamVerification),
        ...problems(401, 403, 404),
      },
    }),
    post: operation('verifyStream', {
      summary: 'Send a verification event, without state (SSF 1.0 §8.1.4)',
      security: operator('responder'),
      requestParams: { path: StreamPath },
      responses: {
        '202': json(
          'It will be on its way; on a paused stream, once that is enabled.',
          VerificationSent,
        ),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/tenants': {
    post: operation('createTenant', {
      summary: 'Give a tenant an issuer of its own',
      security: operator('admin'),
      requestBody: body(CreateTenantRequest),
      responses: { '201': json('The tenant.', Tenant), ...problems(400, 401, 403, 409, 413, 415) },
    }),
    get: operation('listTenants', {
      summary: 'The tenants',
      security: operator('viewer'),
      responses: { '200': json('All of them.', TenantList), ...problems(401, 403) },
    }),
  },
  '/admin/keys': {
    get: operation('listKeys', {
      summary: 'The signing keys that are published',
      security: operator('viewer'),
      responses: { '200': json('All of them.', SigningKeyList), ...problems(401, 403) },
    }),
  },
  '/admin/keys/rotate': {
    post: operation('rotateKey', {
      summary: 'Replace the signing key of an algorithm, with overlap',
      security: operator('admin'),
      requestBody: body(RotateKeyRequest),
      responses: {
        '201': json('The keys.', SigningKeyList),
        ...problems(400, 401, 403, 409, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const adminPaths = incidentPaths
