import { createCaller, nothing, read, type Api, type Caller, type Done } from './call.ts'
import type { ApiRequest } from './session.ts'
import { readStream, type UpstreamStream } from './stream.ts'
import type { Delivery, ManagementWords } from './words.ts'

/** What a stream is to be, in the receiver's part of its configuration (SSF 1.0 §8.1.1). */
export type WantedStream = {
  delivery: Delivery
  /** Where it is to be pushed to, with which Authorization. */
  endpointUrl?: string
  authorizationHeader?: string
  events: readonly string[]
  description: string
}

type Named = { id: string }

/** A transmitter's configuration endpoint (SSF 1.0 §8.1.1): one request each, its answer checked. */
export type StreamCalls = {
  /** SSF 1.0 §8.1.1.1. */
  createStream(wanted: WantedStream): Promise<Done<UpstreamStream>>
  /** SSF 1.0 §8.1.1.2. */
  readStream(stream: Named): Promise<Done<UpstreamStream>>
  /** Every stream of these credentials; those that cannot be read are left out. */
  listStreams(): Promise<Done<UpstreamStream[]>>
  /** SSF 1.0 §8.1.1.3, or by §8.1.1.4 where the transmitter does not know PATCH. */
  updateStream(stream: Named, wanted: WantedStream): Promise<Done<UpstreamStream>>
  /** SSF 1.0 §8.1.1.5. One that is gone already is as good as deleted. */
  deleteStream(stream: Named): Promise<Done<undefined>>
}

export function createStreamCalls(api: Api): StreamCalls {
  const { words } = api
  const { issuer } = api.metadata
  const call = createCaller(api)
  const at = (
    method: ApiRequest['method'],
    more: Omit<Parameters<Caller>[1], 'method'>,
    ...expected: number[]
  ) => call('configuration_endpoint', { method, ...more }, ...expected)
  const configured = (value: unknown): Done<UpstreamStream> => {
    const found = readStream(soleOf(value), issuer)
    return found.ok ? { ok: true, value: found.stream } : found
  }
  return {
    createStream: async (wanted) => {
      const behind = changing(words)
      return read(await at('POST', { behind, body: bodyOf(wanted, words) }, 201, 200), configured)
    },
    readStream: async (stream) =>
      read(await at('GET', { behind: naming(stream, words) }, 200), configured),
    listStreams: async () => {
      const answer = await at('GET', {}, 200)
      // The first draft, and some since, answer 404 where there is none.
      if (!answer.ok && answer.status === 404) return { ok: true, value: [] }
      return read(answer, (value) => ({ ok: true, value: eachOf(value, issuer) }))
    },
    updateStream: async (stream, wanted) => {
      const body = { ...idOf(stream, words), ...bodyOf(wanted, words) }
      const by = (method: 'PATCH' | 'PUT' | 'POST') =>
        at(method, { behind: changing(words), body }, 200, 202)
      if (words.streams === 'one') return read(await by('POST'), configured)
      const patched = await by('PATCH')
      return read(isUnknown(patched) ? await by('PUT') : patched, configured)
    },
    deleteStream: async (stream) => {
      const answer = await at('DELETE', { behind: naming(stream, words) }, 204, 200, 202)
      return isGone(answer) ? { ok: true, value: undefined } : nothing(answer)
    },
  }
}

const isUnknown = (answer: Done<unknown>): boolean =>
  !answer.ok && (answer.status === 405 || answer.status === 501)

/** The transmitter knows no such stream. */
export const isGone = (answer: Done<unknown>): boolean =>
  !answer.ok && (answer.status === 404 || answer.status === 410)

/** Names the stream in a body; where there is one alone, nothing names it. */
export const idOf = (stream: Named, { streams }: ManagementWords): object =>
  streams === 'one' ? {} : { stream_id: stream.id }

/** Names the stream in a query. */
export const naming = (stream: Named, { streams }: ManagementWords): string =>
  streams === 'one' ? '' : `?${new URLSearchParams({ stream_id: stream.id }).toString()}`

const changing = ({ streams, updateSuffix }: ManagementWords): string =>
  streams === 'one' ? updateSuffix : ''

/** Asked for one stream, some answer with a list of it. */
const soleOf = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value

function eachOf(value: unknown, issuer: string): UpstreamStream[] {
  const listed: unknown[] = Array.isArray(value) ? value.slice(0, 1_000) : [value]
  const found = listed.map((one) => readStream(one, issuer))
  return found.flatMap((one) => (one.ok ? [one.stream] : []))
}

function bodyOf(wanted: WantedStream, words: ManagementWords): object {
  const { delivery, methods, hasPushAuthorization, hasDescription } = words
  const { endpointUrl, authorizationHeader } = wanted
  return {
    delivery: {
      [delivery.method]: methods[wanted.delivery],
      ...(endpointUrl === undefined ? {} : { [delivery.url]: endpointUrl }),
      ...(authorizationHeader === undefined || !hasPushAuthorization
        ? {}
        : { authorization_header: authorizationHeader }),
    },
    events_requested: wanted.events,
    ...(hasDescription ? { description: wanted.description } : {}),
  }
}
