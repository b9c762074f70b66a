import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { SetError } from '../delivery.ts'
import { SourceId } from '../ids.ts'
import { Problem } from '../problem.ts'
import { empty, operation, problems } from './operation.ts'

export const IngestPath = z.object({ source: SourceId })

const signed = z.string().meta({ description: 'A SET as a compact JWS (RFC 8417 §2)' })
const hook = z.looseObject({}).meta({ description: 'What the vendor sends' })

export const ingestPaths = {
  '/ingest/{source}': {
    post: operation('ingest', {
      summary: "A SET pushed by a peer (RFC 8935), or a vendor's webhook",
      description: 'Answered when the signal is stored; a repetition is answered the same way.',
      requestParams: { path: IngestPath },
      requestBody: {
        required: true,
        content: {
          'application/secevent+jwt': { schema: signed },
          'application/json': { schema: hook },
        },
      },
      responses: {
        '200': { description: 'The answer to a handshake that the vendor sends by POST.' },
        '202': empty('The signal is stored.'),
        '204': empty("The vendor's webhook is stored."),
        '400': {
          description: 'The SET is refused (RFC 8935 §2.3), or a request that claims to be none.',
          headers: z.object({ 'Content-Language': z.literal('en') }),
          content: {
            'application/json': { schema: SetError },
            'application/problem+json': { schema: Problem },
          },
        },
        ...problems(401, 404, 413, 415, 429, 503),
      },
    }),
    get: operation('ingestHandshake', {
      summary: "The vendor's own check that this URL is ours, where it has one",
      requestParams: { path: IngestPath },
      responses: {
        '200': {
          description: 'What the vendor wants to hear.',
          content: { 'application/json': { schema: z.looseObject({}) } },
        },
        ...problems(400, 404, 429, 503),
      },
    }),
    options: operation('ingestPermission', {
      summary: 'May somebody send CloudEvents here (CloudEvents HTTP webhook §4)?',
      requestParams: { path: IngestPath },
      responses: {
        '200': {
          description: 'Yes, from this origin.',
          headers: z.object({ 'WebHook-Allowed-Origin': z.string() }),
        },
        ...problems(400, 404, 429, 503),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
