import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { Jwks, TransmitterMetadata } from '../metadata.ts'
import { json, keySet, operation } from './operation.ts'

export const discoveryPaths = {
  '/.well-known/ssf-configuration': {
    get: operation('readSsfConfiguration', {
      summary: 'Transmitter configuration metadata (SSF 1.0 §7.2)',
      responses: { '200': json('The metadata.', TransmitterMetadata) },
    }),
  },
  '/jwks.json': {
    get: operation('readJwks', {
      summary: 'The public keys that SETs are signed with',
      responses: { '200': keySet(Jwks) },
    }),
  },
} satisfies ZodOpenApiPathsObject
