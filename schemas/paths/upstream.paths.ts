import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { PageQuery } from '../page.ts'
import { SourcePath } from '../source.ts'
import {
  TransmitterProbe,
  TransmitterProbeRequest,
  UpdateUpstreamRequest,
  Upstream,
  UpstreamPage,
  UpstreamStatusRequest,
  UpstreamSubjectPage,
  UpstreamSubjectQuery,
  UpstreamSubjectsAccepted,
  UpstreamSubjectsRequest,
} from '../upstream.ts'
import { body, empty, json, operation, operator, problems } from './operation.ts'

const path = SourcePath

/** Streams that the hub has at other transmitters. */
export const upstreamPaths = {
  '/admin/upstreams': {
    get: operation('listUpstreams', {
      summary: 'The streams that the hub has at other transmitters, and how they are',
      security: operator('viewer'),
      requestParams: { query: PageQuery },
      responses: { '200': json('Some of them.', UpstreamPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/sources/{id}/upstream': {
    get: operation('readUpstream', {
      summary: 'A source’s stream at its transmitter, and how it is',
      security: operator('viewer'),
      requestParams: { path },
      responses: { '200': json('It.', Upstream), ...problems(400, 401, 403, 404) },
    }),
    patch: operation('updateUpstream', {
      summary: 'Change how a source’s stream is to be',
      security: operator('admin'),
      requestParams: { path },
      requestBody: body(UpdateUpstreamRequest),
      responses: {
        '200': json('It, as it is to be.', Upstream),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
    delete: operation('forgetUpstream', {
      summary: 'Give up deleting the stream of a removed source',
      security: operator('admin'),
      requestParams: { path },
      responses: { '204': empty('It is forgotten.'), ...problems(400, 401, 403, 404, 409) },
    }),
  },
  '/admin/sources/{id}/upstream/verification': {
    post: operation('verifyUpstream', {
      summary: 'Verify a source’s stream now, or as soon as its transmitter lets (SSF 1.0 §8.1.4)',
      security: operator('responder'),
      requestParams: { path },
      responses: { '202': empty('It will be asked for.'), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/sources/{id}/upstream/status': {
    post: operation('changeUpstreamStatus', {
      summary: 'Ask the transmitter for another status of the stream (SSF 1.0 §8.1.2.2)',
      security: operator('responder'),
      requestParams: { path },
      requestBody: body(UpstreamStatusRequest),
      responses: { '202': empty('It will be asked for.'), ...problems(400, 401, 403, 404, 413) },
    }),
  },
  '/admin/sources/{id}/upstream/subjects': {
    post: operation('changeUpstreamSubjects', {
      summary: 'Add and remove subjects at the transmitter (SSF 1.0 §8.1.3)',
      security: operator('admin'),
      requestParams: { path },
      requestBody: body(UpstreamSubjectsRequest),
      responses: {
        '202': json('So many will be told.', UpstreamSubjectsAccepted),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
    get: operation('listUpstreamSubjects', {
      summary: 'The subjects that the transmitter was told of, and is to be told of',
      security: operator('viewer'),
      requestParams: { path, query: UpstreamSubjectQuery },
      responses: {
        '200': json('Some of them.', UpstreamSubjectPage),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
  '/admin/transmitter-probes': {
    post: operation('probeTransmitter', {
      summary: 'Look at an issuer before it becomes a source: nothing is changed there',
      security: operator('admin'),
      requestBody: body(TransmitterProbeRequest),
      responses: {
        '200': json('What was found.', TransmitterProbe),
        ...problems(400, 401, 403, 413),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
