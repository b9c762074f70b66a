import { readFile } from 'node:fs/promises'
import { isObject } from '../../schemas/json.ts'
import { TransmitterMetadata } from '../../schemas/metadata.ts'
import { reasonOf } from '../../schemas/reason.ts'
import { errorText, HubError } from '../kernel/errors.ts'
import { readKeySet, type KeySet } from '../kernel/set/key-set.ts'
import type { Io } from './io.ts'
import { parseJson } from './set-kit.ts'

const TIMEOUT_MS = 10_000

/** Where an issuer's metadata lies: the well-known part stands between host and path (SSF 1.0 §7.2.1). */
export function metadataUrl(issuer: string, name = 'ssf-configuration'): string {
  const { origin, pathname } = new URL(issuer)
  return `${origin}/.well-known/${name}${pathname.replace(/\/$/, '')}`
}

/** What a URL answers as JSON. @throws HubError `unavailable` */
export async function fetchJson(io: Io, url: string): Promise<unknown> {
  try {
    const signal = AbortSignal.any([io.stop, AbortSignal.timeout(TIMEOUT_MS)])
    const response = await io.fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal,
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return await response.json()
  } catch (cause) {
    throw new HubError('unavailable', `${url} cannot be read: ${errorText(cause)}`, { cause })
  }
}

/** An issuer's metadata, checked. @throws HubError */
export async function fetchMetadata(io: Io, issuer: string): Promise<TransmitterMetadata> {
  const url = metadataUrl(issuer)
  const parsed = TransmitterMetadata.safeParse(await fetchJson(io, url))
  if (!parsed.success)
    throw new HubError(
      'invalid_request',
      `${url} is no transmitter metadata: ${reasonOf(parsed.error)}`,
    )
  return parsed.data
}

/** A key set by its URL, or that of an issuer's metadata. @throws HubError */
export async function fetchKeys(
  io: Io,
  at: { issuer: string } | { jwksUri: string },
): Promise<KeySet> {
  const url = 'jwksUri' in at ? at.jwksUri : (await fetchMetadata(io, at.issuer)).jwks_uri
  if (url === undefined) throw new HubError('invalid_request', 'The issuer publishes no jwks_uri')
  return keySetOf(await fetchJson(io, url), url)
}

/** @throws HubError `invalid_request` where the value is no key set */
export function keySetOf(value: unknown, from: string): KeySet {
  // A single JWK is understood too.
  const keys = readKeySet(isObject(value) && 'kty' in value ? { keys: [value] } : value)
  if (!keys) throw new HubError('invalid_request', `${from} holds no JWK Set`)
  return keys
}

/** The keys in a file or at a URL; without one, those that the issuer publishes. @throws HubError */
export async function keysFrom(io: Io, jwks: string | undefined, issuer: string): Promise<KeySet> {
  if (jwks === undefined) return fetchKeys(io, { issuer })
  if (/^https?:/.test(jwks)) return fetchKeys(io, { jwksUri: jwks })
  return keySetOf(parseJson(await readFile(jwks, 'utf8')), jwks)
}
