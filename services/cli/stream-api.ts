import { errorText, HubError } from '../kernel/errors.ts'
import type { Io } from './io.ts'
import { parseJson } from './set-kit.ts'

/** An answer of a stream API, whatever it is. */
export type ApiAnswer = { status: number; body: unknown; text: string; headers: Headers }

export type ApiCall = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  url: string
  body?: unknown
  token?: string | undefined
  timeoutMs?: number
}

/** Asks a transmitter as a receiver does (SSF 1.0 §8). @throws HubError `unavailable` where no answer comes */
export async function ask(
  io: Io,
  { method, url, body, token, timeoutMs = 30_000 }: ApiCall,
): Promise<ApiAnswer> {
  const headers = {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  try {
    const response = await io.fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([io.stop, AbortSignal.timeout(timeoutMs)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: parseJson(text), headers: response.headers }
  } catch (cause) {
    throw new HubError('unavailable', `${url} cannot be reached: ${errorText(cause)}`, { cause })
  }
}

/** The answer, where it has this status. @throws HubError with what was said instead */
export async function asked(io: Io, call: ApiCall, status: number): Promise<ApiAnswer> {
  const answer = await ask(io, call)
  if (answer.status === status) return answer
  const code = answer.status === 401 || answer.status === 403 ? 'forbidden' : 'conflict'
  throw new HubError(
    code,
    `${call.method} ${call.url} answered ${answer.status}: ${answer.text.slice(0, 300)}`,
  )
}

/** A URL with one query parameter more. */
export function withQuery(url: string, name: string, value: string): string {
  const changed = new URL(url)
  changed.searchParams.set(name, value)
  return changed.href
}
