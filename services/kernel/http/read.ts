import express from 'express'
import type { Request, RequestHandler } from 'express'
import type { z } from 'zod'
import { jsonFault } from '../../../schemas/json.ts'
import { HubError } from '../errors.ts'

/** Reads a JSON body of at most `limit` bytes, whatever its Content-Type says. */
export const jsonBody = (limit: number): RequestHandler =>
  express.json({ limit, strict: false, inflate: false, type: () => true })

/** The body as its schema says. @throws HubError `invalid_request` naming each member that does not fit */
export function readBody<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  if (request.body === undefined) throw new HubError('invalid_request', 'A JSON body is required')
  return parse(schema, request.body, 'The body does not fit')
}

/** The query as its schema says. @throws HubError `invalid_request` */
export const readQuery = <T extends z.ZodType>(request: Request, schema: T): z.infer<T> =>
  parse(schema, request.query, 'The query does not fit')

/**
 * The path's parameters as their schema says; one that cannot exist is simply not found, nor is text that PostgreSQL cannot
 * hold. @throws HubError `not_found`
 */
export function readPath<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  const parsed = schema.safeParse(request.params)
  if (!parsed.success || jsonFault(request.params))
    throw new HubError('not_found', 'Nothing has this name')
  return parsed.data
}

function parse<T extends z.ZodType>(schema: T, value: unknown, what: string): z.infer<T> {
  const fault = jsonFault(value) // what PostgreSQL cannot hold, it cannot be asked about either
  if (fault) throw new HubError('invalid_request', `${what}: ${fault}`)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new HubError('invalid_request', `${what}: ${summary(parsed.error)}`)
}

/** One line, bounded, without the values that were sent. */
const summary = (error: z.ZodError): string =>
  error.issues
    .slice(0, 8)
    .map(
      (issue) =>
        `${issue.path.length > 0 ? issue.path.map(String).join('.') : 'body'}: ${issue.message}`,
    )
    .join('; ')
    .slice(0, 1_000)
