import createClient, { type Client } from 'openapi-fetch'
import type { components, operations, paths } from '../../schemas/generated/types.d.ts'
import { isObject } from '../../schemas/json.ts'
import { ERROR_STATUS, errorText, HubError, type ErrorCode } from '../kernel/errors.ts'
import type { Io } from './io.ts'
import { loadSettings } from './settings.ts'

/** The admin API, typed by its OpenAPI document. */
export type Api = Client<paths>

export type ApiOptions = { url?: string | undefined; tokenFile?: string | undefined }

/** A client of the hub that options, environment or `login` name. */
export async function openApi(io: Io, options: ApiOptions): Promise<Api> {
  const { url, token } = await loadSettings(io.env, options)
  return createClient<paths>({
    baseUrl: url,
    headers: { Authorization: `Bearer ${token}` },
    fetch: (request) => io.fetch(request).catch((cause: unknown) => unreachable(url, cause)),
    signal: io.stop,
  })
}

function unreachable(url: string, cause: unknown): never {
  const why = cause instanceof Error && cause.cause ? errorText(cause.cause) : errorText(cause)
  throw new HubError('unavailable', `${url} cannot be reached: ${why}`, { cause })
}

type Answered<T> = { data?: T; error?: unknown; response: Response }

/** What the hub answered. @throws HubError with the hub's own code and words (RFC 9457) */
export async function told<T>(answered: Promise<Answered<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await answered
  if (response.ok) return (data ?? {}) as NonNullable<T> // an empty answer has no members to read
  throw new HubError(codeOf(error, response.status), detailOf(error, response))
}

const CODES: ReadonlySet<string> = new Set(Object.keys(ERROR_STATUS))
const isCode = (code: string): code is ErrorCode => CODES.has(code)

function codeOf(problem: unknown, status: number): ErrorCode {
  const type = isObject(problem) ? problem['type'] : undefined
  const code = typeof type === 'string' ? type.replace('urn:ssf-hub:problem:', '') : ''
  if (isCode(code)) return code
  return status >= 500 ? 'unavailable' : 'invalid_request'
}

const detailOf = (problem: unknown, { status, url }: Response): string =>
  isObject(problem) && typeof problem['detail'] === 'string'
    ? problem['detail']
    : `${url} answered ${status}: is this the hub?`

type Page<Item> = { items: Item[]; next?: string }

/** All items of a paged list, at most `limit`; `read` gets the query of each page. */
export async function readAll<Item>(
  read: (query: { limit: number; after?: string }) => Promise<Page<Item>>,
  limit: number,
): Promise<Item[]> {
  const all: Item[] = []
  let after: string | undefined
  do {
    const left = Math.min(MAX_PAGE, limit - all.length)
    const { items, next } = await read({ limit: left, ...(after === undefined ? {} : { after }) })
    all.push(...items)
    after = next
  } while (after !== undefined && all.length < limit)
  return all
}

const MAX_PAGE = 200

type BodyOf<Id extends keyof operations> =
  NonNullable<operations[Id]['requestBody']> extends {
    content: { 'application/json': infer Body }
  }
    ? Body
    : never

export type SourceBody = BodyOf<'createSource'>
export type RevocationBody = BodyOf<'revoke'>
export type PolicyTestBody = BodyOf<'testPolicies'>
export type Approval = components['schemas']['Approval']
export type PreviewBody = BodyOf<'previewRevocation'>
export type ReplayBody = BodyOf<'replay'>
export type BacktestBody = BodyOf<'createBacktest'>
export type ExpungeBody = BodyOf<'expunge'>

type QueryOf<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['query']>
export type IncidentQuery = QueryOf<'listIncidents'>
