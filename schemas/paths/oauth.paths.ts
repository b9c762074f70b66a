import type { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { Jwks } from '../metadata.ts'
import {
  AuthorizationServerMetadata,
  Introspection,
  OauthError,
  ProtectedResourceMetadata,
  TokenQuestion,
  TokenRequest,
  TokenResponse,
} from '../oauth.ts'
import { json, keySet, operation, problems } from './operation.ts'

const form = (schema: z.ZodType) => ({
  required: true,
  content: { 'application/x-www-form-urlencoded': { schema } },
})

const refused = {
  '400': json('The request is refused (RFC 6749 §5.2).', OauthError),
  '401': json('The client is unknown or its proof is wrong.', OauthError),
  ...problems(413, 415, 429),
}

export const oauthPaths = {
  '/.well-known/oauth-authorization-server': {
    get: operation('readAuthorizationServer', {
      summary: "Metadata of the hub's own authorization server (RFC 8414)",
      responses: { '200': json('The metadata.', AuthorizationServerMetadata) },
    }),
  },
  '/.well-known/oauth-protected-resource': {
    get: operation('readProtectedResource', {
      summary: 'Metadata of the stream API as a protected resource (RFC 9728)',
      responses: { '200': json('The metadata.', ProtectedResourceMetadata) },
    }),
  },
  '/oauth/jwks.json': {
    get: operation('readOauthJwks', {
      summary: 'The public keys that access tokens are signed with',
      responses: { '200': keySet(Jwks) },
    }),
  },
  '/oauth/token': {
    post: operation('token', {
      summary: 'An access token for client credentials (RFC 6749 §4.4)',
      requestBody: form(TokenRequest),
      responses: { '200': json('The token.', TokenResponse), ...refused },
    }),
  },
  '/oauth/revoke': {
    post: operation('revokeToken', {
      summary: 'End an access token (RFC 7009)',
      requestBody: form(TokenQuestion),
      responses: { '200': { description: 'It is revoked, or was none of yours.' }, ...refused },
    }),
  },
  '/oauth/introspect': {
    post: operation('introspectToken', {
      summary: 'What an access token of the caller allows, if anything (RFC 7662)',
      requestBody: form(TokenQuestion),
      responses: { '200': json('The answer.', Introspection), ...refused },
    }),
  },
} satisfies ZodOpenApiPathsObject
