import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  CreatedDirectoryToken,
  CreateDirectoryRequest,
  CreateDirectoryTokenRequest,
  DirectoryInfo,
  DirectoryPage,
  DirectoryPath,
  DirectoryQuery,
  DirectoryTokenList,
  DirectoryTokenPath,
  UpdateDirectoryRequest,
} from '../directory.ts'
import { body, empty, json, operation, operator, problems } from './operation.ts'

/** Identity providers that tell the hub by SCIM who its people are. */
export const directoryPaths = {
  '/admin/directories': {
    get: operation('listDirectories', {
      summary: 'Directories, in the order of their ids',
      security: operator('viewer'),
      requestParams: { query: DirectoryQuery },
      responses: { '200': json('Some of them.', DirectoryPage), ...problems(400, 401, 403) },
    }),
    post: operation('createDirectory', {
      summary: 'A new directory; it tells nothing before it has a token',
      security: operator('admin'),
      requestBody: body(CreateDirectoryRequest),
      responses: {
        '201': json('The directory.', DirectoryInfo),
        ...problems(400, 401, 403, 409, 413, 415),
      },
    }),
  },
  '/admin/directories/{id}': {
    get: operation('readDirectory', {
      summary: 'A directory',
      security: operator('viewer'),
      requestParams: { path: DirectoryPath },
      responses: { '200': json('The directory.', DirectoryInfo), ...problems(401, 403, 404) },
    }),
    patch: operation('updateDirectory', {
      summary: 'Whose names it gives, and in which it has a say, from now on',
      security: operator('admin'),
      requestParams: { path: DirectoryPath },
      requestBody: body(UpdateDirectoryRequest),
      responses: {
        '200': json('The directory.', DirectoryInfo),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
    delete: operation('deleteDirectory', {
      summary: 'A directory, its tokens and its SCIM users go; what they taught of people stays',
      security: operator('admin'),
      requestParams: { path: DirectoryPath },
      responses: { '204': empty('It is gone.'), ...problems(401, 403, 404) },
    }),
  },
  '/admin/directories/{id}/tokens': {
    get: operation('listDirectoryTokens', {
      summary: 'With what the identity provider proves who it is',
      security: operator('admin'),
      requestParams: { path: DirectoryPath },
      responses: { '200': json('They.', DirectoryTokenList), ...problems(401, 403, 404) },
    }),
    post: operation('createDirectoryToken', {
      summary: 'A new token of a directory; the others stay valid',
      security: operator('admin'),
      requestParams: { path: DirectoryPath },
      requestBody: body(CreateDirectoryTokenRequest, false),
      responses: {
        '201': json('The token, this once.', CreatedDirectoryToken),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/directories/{id}/tokens/{tokenId}': {
    delete: operation('deleteDirectoryToken', {
      summary: 'End a token, at once',
      security: operator('admin'),
      requestParams: { path: DirectoryTokenPath },
      responses: { '204': empty('It is gone.'), ...problems(401, 403, 404) },
    }),
  },
} satisfies ZodOpenApiPathsObject
