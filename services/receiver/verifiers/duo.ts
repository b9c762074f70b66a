import { createHash, createHmac } from 'node:crypto'
import { matchesAny } from '../secrets.ts'
import type { SignedRequest } from './hmac.ts'
import { isTimely } from './timed-hmac.ts'

/** A request as clients of Duo's Admin API sign it. */
export type DuoRequest = {
  version: 2 | 5
  integrationKey: string
  /** As the `Date` header says it: RFC 2822. */
  date: string
  method: string
  host: string
  path: string
  params: URLSearchParams
  /** Version 5 signs the body by its hash. */
  body: Buffer
}

/** Parameters in the order of their names, escaped like nothing else: also `!'()*`, a space as %20. */
export const canonicalParams = (params: URLSearchParams): string =>
  [...new Set(params.keys())]
    .toSorted()
    .flatMap((name) => params.getAll(name).map((value) => `${escaped(name)}=${escaped(value)}`))
    .join('&')

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** The Authorization header: Basic, with an HMAC-SHA512 over date, method, host, path and parameters as password. */
export function duoAuthorization(request: DuoRequest, secret: string): string {
  const { version, integrationKey, date, method, host, path, params, body } = request
  const lines = [date, method.toUpperCase(), host.toLowerCase(), path, canonicalParams(params)]
  // No x-duo header is ever sent, so the hash of them is that of nothing.
  if (version === 5) lines.push(sha512(body), sha512(''))
  const signature = createHmac('sha512', secret).update(lines.join('\n')).digest('hex')
  return `Basic ${Buffer.from(`${integrationKey}:${signature}`).toString('base64')}`
}

const sha512 = (data: Buffer | string): string => createHash('sha512').update(data).digest('hex')

type DuoLayout = Pick<DuoRequest, 'version' | 'integrationKey' | 'host' | 'path'>

/** A request by POST that is signed so, within five minutes. Version 2 has its parameters as a form, version 5 signs the body. */
export function verifyDuo(
  { headers, body }: SignedRequest,
  layout: DuoLayout,
  secrets: readonly string[],
  now: Date,
): boolean {
  const date = headers['date'] ?? ''
  const params = new URLSearchParams(layout.version === 2 ? body.toString('utf8') : '')
  const request = { ...layout, date, method: 'POST', params, body }
  const isAuthentic = matchesAny(
    headers['authorization'],
    secrets.map((secret) => duoAuthorization(request, secret)),
  )
  const sentAt = new Date(date)
  const sent = Number.isNaN(sentAt.getTime()) ? undefined : sentAt.toISOString()
  return isAuthentic && isTimely(sent, { windowSeconds: 300, limits: 'past and future' }, now)
}
