import { z } from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi'
import { Problem } from '../problem.ts'
import type { OperatorRole } from '../roles.ts'

/**
 * An operator of at least this role, by token or by console session. In OpenAPI 3.1 a security requirement may name roles;
 * the admin API's guard reads them here (services/console/access), so what names none cannot be called.
 */
export const operator = (least: OperatorRole) => [
  { adminToken: [least] },
  { consoleSession: [least] },
]
export const SUBSCRIBER = [{ subscriberToken: [] }]

/**
 * One operation; its id stays a literal type, so that routes can name it. Behind a token a body is read whatever the method:
 * so each such operation can say that it was unreadable, too large, or in an encoding that is not understood; and whoever
 * fails too often to show a valid one is told to wait.
 */
export const operation = <const Id extends string>(
  operationId: Id,
  rest: Omit<ZodOpenApiOperationObject, 'operationId'>,
) => ({
  operationId,
  ...rest,
  responses: { ...(rest.security ? problems(400, 413, 415, 429) : {}), ...rest.responses },
})

export const json = (description: string, schema: z.ZodType): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/json': { schema } },
})

/** A key set has a content type of its own (RFC 7517 §8.5.2). */
export const keySet = (schema: z.ZodType): ZodOpenApiResponseObject => ({
  description: 'The key set.',
  content: { 'application/jwk-set+json': { schema } },
})

export const body = (schema: z.ZodType, required = true) => ({
  required,
  content: { 'application/json': { schema } },
})

export const empty = (description: string): ZodOpenApiResponseObject => ({ description })

const problem = (description: string): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})

const challenge = z.object({
  'WWW-Authenticate': z.string().meta({ description: 'RFC 6750 §3' }),
})

const PROBLEMS = {
  400: problem('The request is not valid.'),
  401: { ...problem('The token is missing or wrong.'), headers: challenge },
  403: { ...problem('The token does not allow this.'), headers: challenge },
  404: problem('There is no such thing, or not for this token.'),
  409: problem('It exists already.'),
  413: problem('The body is too large.'),
  415: problem('The content type is not the expected one.'),
  429: problem('Too many requests.'),
  503: problem('Not now: what is needed cannot be reached. Nothing was taken; try again.'),
} as const satisfies Record<number, ZodOpenApiResponseObject>

/** The problem responses with these status codes. */
export const problems = (
  ...codes: (keyof typeof PROBLEMS)[]
): Record<`${number}`, ZodOpenApiResponseObject> =>
  Object.fromEntries(codes.map((code) => [String(code), PROBLEMS[code]]))
