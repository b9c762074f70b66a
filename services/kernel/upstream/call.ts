import type { UpstreamMetadata } from './metadata.ts'
import { failureOf, type ApiRequest, type Session } from './session.ts'
import type { ManagementWords } from './words.ts'

/** What a transmitter refused, or why it was not asked: a value, for whoever asked decides what follows. */
export type Failed = { ok: false; reason: string; status?: number; retryAfterSeconds?: number }
export type Done<T> = { ok: true; value: T } | Failed

export type Api = {
  session: Pick<Session, 'request'>
  metadata: UpstreamMetadata
  words: ManagementWords
}

type EndpointName = keyof UpstreamMetadata & `${string}_endpoint`
type Call = {
  method: ApiRequest['method']
  /** Goes behind the endpoint as it is. */
  behind?: string
  body?: object
}

/** One request to an endpoint of the metadata. */
export type Caller = (
  endpoint: EndpointName,
  call: Call,
  ...expected: readonly number[]
) => Promise<Done<{ body: string }>>

export function createCaller({ session, metadata, words }: Api): Caller {
  const endpoints: Partial<UpstreamMetadata> = { ...words.endpoints, ...definedOf(metadata) }
  return async (name, { method, behind = '', body }, ...expected) => {
    const endpoint = endpoints[name]
    if (endpoint === undefined) return { ok: false, reason: `the transmitter has no ${name}` }
    const url = withQuery(endpoint, behind)
    const result = await session.request({ method, url, ...(body ? { body } : {}) })
    const failure = failureOf(result, ...expected)
    if (failure) return { ok: false, ...failure, reason: `${method} ${url} ${failure.reason}` }
    if (result.kind !== 'answer' || result.truncated)
      return { ok: false, reason: `${method} ${url} answered too much` }
    return { ok: true, value: result }
  }
}

/** An endpoint may have a query of its own. */
const withQuery = (endpoint: string, behind: string): string =>
  behind.startsWith('?') && endpoint.includes('?')
    ? `${endpoint}&${behind.slice(1)}`
    : endpoint + behind

const definedOf = (metadata: UpstreamMetadata): Partial<UpstreamMetadata> =>
  Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined))

/** The JSON of an answer, as `parse` understands it. */
export function read<T>(
  answer: Done<{ body: string }>,
  parse: (value: unknown) => Done<T>,
): Done<T> {
  if (!answer.ok) return answer
  let value: unknown
  try {
    value = JSON.parse(answer.value.body)
  } catch {
    return { ok: false, reason: 'the answer is not JSON' }
  }
  return parse(value)
}

/** Where it is enough that it was answered so. */
export const nothing = (answer: Done<unknown>): Done<undefined> =>
  answer.ok ? { ok: true, value: undefined } : answer
