import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { PageQuery } from '../page.ts'
import {
  CreatedOauthClient,
  CreateOauthClientRequest,
  CreateTokenIssuerRequest,
  OauthClientList,
  OauthClientPath,
  OauthClientsPath,
  RotatedSecret,
  RotateSecretRequest,
  TokenIssuer,
  TokenIssuerPage,
  TokenIssuerPath,
} from '../oauth.ts'
import { body, empty, json, operation, operator, problems } from './operation.ts'

const clientPaths = {
  '/admin/subscribers/{id}/clients': {
    post: operation('createOauthClient', {
      summary: 'Give a subscriber OAuth credentials',
      security: operator('admin'),
      requestParams: { path: OauthClientsPath },
      requestBody: body(CreateOauthClientRequest),
      responses: {
        '201': json('The credentials, with the secret this once.', CreatedOauthClient),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
    get: operation('listOauthClients', {
      summary: "A subscriber's OAuth credentials",
      security: operator('viewer'),
      requestParams: { path: OauthClientsPath },
      responses: { '200': json('All of them.', OauthClientList), ...problems(401, 403, 404) },
    }),
  },
  '/admin/subscribers/{id}/clients/{clientId}': {
    delete: operation('deleteOauthClient', {
      summary: 'End OAuth credentials, and every access token got with them',
      security: operator('admin'),
      requestParams: { path: OauthClientPath },
      responses: { '204': empty('They are gone.'), ...problems(401, 403, 404) },
    }),
  },
  '/admin/subscribers/{id}/clients/{clientId}/rotate': {
    post: operation('rotateOauthClient', {
      summary: 'A new client secret',
      security: operator('admin'),
      requestParams: { path: OauthClientPath },
      requestBody: body(RotateSecretRequest, false),
      responses: {
        '200': json('The new secret, this once.', RotatedSecret),
        ...problems(400, 401, 403, 404, 413),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

const issuerPaths = {
  '/admin/token-issuers': {
    post: operation('createTokenIssuer', {
      summary: "Accept the access tokens of somebody else's authorization server",
      security: operator('admin'),
      requestBody: body(CreateTokenIssuerRequest),
      responses: {
        '201': json('The issuer.', TokenIssuer),
        ...problems(400, 401, 403, 409, 413),
      },
    }),
    get: operation('listTokenIssuers', {
      summary: 'The authorization servers whose tokens are accepted',
      security: operator('viewer'),
      requestParams: { query: PageQuery },
      responses: { '200': json('Some of them.', TokenIssuerPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/token-issuers/{id}': {
    delete: operation('deleteTokenIssuer', {
      summary: 'Accept the tokens of an authorization server no more',
      security: operator('admin'),
      requestParams: { path: TokenIssuerPath },
      responses: { '204': empty('It is gone.'), ...problems(401, 403, 404) },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const oauthAdminPaths = { ...clientPaths, ...issuerPaths }
