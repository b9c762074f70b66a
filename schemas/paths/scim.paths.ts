import { z } from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi'
import { ScimPatch, ScimQuery, ScimUser, ScimUserPath } from '../scim.ts'
import { empty } from './operation.ts'

const scim = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/scim+json': { schema } },
})

const ScimError = z
  .object({
    schemas: z.array(z.string()),
    status: z.string(),
    scimType: z.string().optional(),
    detail: z.string(),
  })
  .meta({ id: 'ScimError' })

const List = z
  .looseObject({ totalResults: z.int(), Resources: z.array(z.looseObject({})).optional() })
  .meta({ id: 'ScimListResponse' })

const Resource = z.looseObject({ schemas: z.array(z.string()) }).meta({ id: 'ScimResource' })
const User = ScimUser.meta({ id: 'ScimUser' })

const DETAILS = {
  400: 'The request is wrong; `scimType` says how.',
  401: 'No valid token of a directory.',
  403: 'Not for this.',
  404: 'There is none.',
  409: 'Another user of the directory has this name.',
  412: 'It has changed meanwhile.',
  413: 'The body is too large.',
  415: 'This encoding is not understood.',
  429: 'Too many requests.',
  503: 'Not now; try again.',
} as const satisfies Record<number, string>

const faults = (...codes: (keyof typeof DETAILS)[]) =>
  Object.fromEntries(codes.map((code) => [String(code), scim(DETAILS[code], ScimError)]))

/** For the directory whose token it is. */
const operation = <const Id extends string>(
  operationId: Id,
  rest: Omit<ZodOpenApiOperationObject, 'operationId' | 'security'>,
) => ({
  operationId,
  ...rest,
  security: [{ directoryToken: [] }],
  responses: { ...faults(400, 401, 413, 415, 429, 503), ...rest.responses },
})

const body = (schema: z.ZodType) => ({
  required: true,
  content: { 'application/scim+json': { schema }, 'application/json': { schema } },
})

const shown = ScimQuery.pick({ attributes: true, excludedAttributes: true })

const metadata = {
  '/scim/v2/ServiceProviderConfig': {
    get: operation('readScimConfig', {
      summary: 'What the SCIM endpoint can (RFC 7643 §5)',
      responses: { '200': scim('That.', Resource) },
    }),
  },
  '/scim/v2/ResourceTypes': {
    get: operation('listScimResourceTypes', {
      summary: 'What may be provisioned: users (RFC 7643 §6)',
      responses: { '200': scim('All of them.', List), ...faults(403) },
    }),
  },
  '/scim/v2/ResourceTypes/{id}': {
    get: operation('readScimResourceType', {
      summary: 'One of them',
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { '200': scim('It.', Resource), ...faults(404) },
    }),
  },
  '/scim/v2/Schemas': {
    get: operation('listScimSchemas', {
      summary: 'What the hub reads of a user (RFC 7643 §7)',
      responses: { '200': scim('All of them.', List), ...faults(403) },
    }),
  },
  '/scim/v2/Schemas/{id}': {
    get: operation('readScimSchema', {
      summary: 'One of them',
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { '200': scim('It.', Resource), ...faults(404) },
    }),
  },
} satisfies ZodOpenApiPathsObject

const users = {
  '/scim/v2/Users': {
    get: operation('listScimUsers', {
      summary: 'Users of the directory, all or those of a filter (RFC 7644 §3.4.2)',
      requestParams: { query: ScimQuery },
      responses: { '200': scim('Some of them.', List) },
    }),
    post: operation('createScimUser', {
      summary: 'A new user (RFC 7644 §3.3)',
      requestBody: body(User),
      responses: { '201': scim('The user.', Resource), ...faults(409) },
    }),
  },
  '/scim/v2/Users/{id}': {
    get: operation('readScimUser', {
      summary: 'A user (RFC 7644 §3.4.1)',
      requestParams: { path: ScimUserPath, query: shown },
      responses: {
        '200': scim('The user.', Resource),
        '304': empty('It is as the client has it.'),
        ...faults(404),
      },
    }),
    put: operation('replaceScimUser', {
      summary: 'All attributes anew (RFC 7644 §3.5.1)',
      requestParams: { path: ScimUserPath },
      requestBody: body(User),
      responses: { '200': scim('The user.', Resource), ...faults(404, 409, 412) },
    }),
    patch: operation('patchScimUser', {
      summary: 'Some attributes, in the order of the operations (RFC 7644 §3.5.2)',
      requestParams: { path: ScimUserPath },
      requestBody: body(ScimPatch),
      responses: { '200': scim('The user.', Resource), ...faults(404, 409, 412) },
    }),
    delete: operation('deleteScimUser', {
      summary: 'The directory has it no more; what it taught stays (RFC 7644 §3.6)',
      requestParams: { path: ScimUserPath },
      responses: { '204': empty('It is gone.'), ...faults(404, 412) },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const scimPaths = { ...metadata, ...users }
