import { createHmac } from 'node:crypto'
import { matchesAny } from '../secrets.ts'

/** The parts of a request that a signature can be about: header names in lower case, the body's bytes as they came. */
export type SignedRequest = {
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
}

/** What is signed, as data: text in which `{body}`, `{time}` and `{name-of-a-header}` stand for their bytes. */
export type SignedText = {
  signed: string
  /** The signature's header holds the time too, as a parameter of this name (`t=1700000000,v1=…`): `{time}` is that. */
  timeParameter?: string
}

/** How a vendor lays out its HMAC, as data. */
export type HmacLayout = SignedText & {
  /** SHA-256 where nothing is said. */
  hash?: 'sha256' | 'sha384' | 'sha512'
  /** Headers that may hold signatures; one that fits is enough. */
  signatureHeaders: readonly string[]
  encoding: 'hex' | 'base64' | 'base64url'
  /** What stands before each signature: its scheme and version. Signatures labelled otherwise are passed over. */
  prefix: string
  /** Between the signatures of one header, where a vendor sends several during a rotation. */
  separator?: string
  /** The key is what base64 says after this prefix, which may be left out. */
  base64KeyPrefix?: string
  /** What the key is otherwise: the secret's text, or what it encodes. */
  keyEncoding?: 'text' | 'base64' | 'hex'
  /** Headers that must say just this: the scheme's version and algorithm. */
  requires?: Readonly<Record<string, string>>
}

/** More than any vendor sends; a longer list is cut. */
const MAX_SIGNATURES = 20

/**
 * HMAC over the body: is one of the signatures by one of the secrets (two during a rotation)? Replays are kept out
 * by the delivery's id. Costs one HMAC over the body also where nothing is signed or there is no secret, so that
 * time tells neither.
 */
export function verifyHmac(
  request: SignedRequest,
  layout: HmacLayout,
  secrets: readonly string[],
): boolean {
  const keys = keysOf(layout, secrets)
  const parts = signedParts(request, layout, layout.signatureHeaders[0])
  const macs = (keys.length > 0 ? keys : [Buffer.from('nobody')]).map(
    (key) => layout.prefix + macOf(key, parts, layout),
  )
  const fits = signaturesOf(request, layout).filter((signature) => matchesAny(signature, macs))
  return (
    fits.length > 0 &&
    keys.length > 0 &&
    !parts.includes(undefined) &&
    isAsRequired(request, layout)
  )
}

/** An empty key would be everybody's key. */
const keysOf = (layout: HmacLayout, secrets: readonly string[]): Buffer[] =>
  secrets.map((secret) => keyOf(layout, secret)).filter((key) => key.length > 0)

/** The bytes that a secret stands for. */
export const keyOf = (
  { base64KeyPrefix, keyEncoding = 'text' }: HmacLayout,
  secret: string,
): Buffer =>
  base64KeyPrefix === undefined
    ? Buffer.from(secret, keyEncoding === 'text' ? 'utf8' : keyEncoding)
    : Buffer.from(withoutPrefix(secret, base64KeyPrefix), 'base64')

const withoutPrefix = (text: string, prefix: string): string =>
  text.startsWith(prefix) ? text.slice(prefix.length) : text

/** The signed bytes piece by piece; undefined where a header that belongs to them is missing. */
export const signedParts = (
  { headers, body }: SignedRequest,
  { signed, timeParameter }: SignedText,
  signatureHeader = '',
): (Buffer | undefined)[] =>
  signed.split(/(\{[^{}]+\})/).map((part) => {
    if (part === '{body}') return body
    if (!part.startsWith('{')) return Buffer.from(part)
    const value =
      part === '{time}' && timeParameter !== undefined
        ? parameterOf(headers[signatureHeader], timeParameter)
        : headers[part.slice(1, -1)]
    return value ? Buffer.from(value) : undefined
  })

/** The value of `name=value` in a header's list; undefined where it is not there just once. */
export function parameterOf(header: string | undefined, name: string): string | undefined {
  const [value, ...more] = (header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1))
  return more.length > 0 ? undefined : value
}

/** One signature, without what stands before it. */
export function macOf(
  key: Buffer,
  parts: readonly (Buffer | undefined)[],
  { hash = 'sha256', encoding }: HmacLayout,
): string {
  const hmac = createHmac(hash, key)
  for (const part of parts) if (part) hmac.update(part)
  return hmac.digest(encoding)
}

const signaturesOf = (
  { headers }: SignedRequest,
  { signatureHeaders, separator }: HmacLayout,
): string[] =>
  signatureHeaders
    .flatMap((name) => headers[name] ?? [])
    .flatMap((value) => (separator === undefined ? [value] : value.split(separator)))
    .slice(0, MAX_SIGNATURES)
    .map((signature) => signature.trim())

const isAsRequired = ({ headers }: SignedRequest, { requires = {} }: HmacLayout): boolean =>
  Object.entries(requires).every(([name, value]) => headers[name] === value)
