import type { SignatureScheme } from '../../../schemas/source-signature.ts'
import type { Authenticity, Circumstances } from '../adapters/adapter.ts'
import { matchesAny, spendHmac } from '../secrets.ts'
import { verifySignature } from './asymmetric.ts'
import { missing, whyNoHmac, whyNoSecret } from './diagnose.ts'
import { verifyDuo } from './duo.ts'
import { signedParts, verifyHmac, type HmacLayout, type SignedRequest } from './hmac.ts'
import { STANDARD_WEBHOOKS } from './layouts.ts'
import { verifyStandardWebhook } from './standard-webhooks.ts'
import { verifyStaticSecret } from './static-secret.ts'
import { isTimely, timeOf, verifyTimedHmac, type TimedHmacLayout } from './timed-hmac.ts'

export type Scheme<Type extends SignatureScheme['type']> = Extract<SignatureScheme, { type: Type }>

/** What a request of a generic source proves. */
export const authenticityOf = ({ type }: SignatureScheme): Authenticity =>
  type === 'secret' ? 'static' : 'signed'

/** Does the request prove itself in the way that the operator said? */
export async function verifyScheme(
  request: SignedRequest,
  scheme: SignatureScheme,
  secrets: readonly string[],
  circumstances: Circumstances,
): Promise<boolean> {
  const { now } = circumstances
  if (scheme.type !== 'hmac') spendHmac(request.body) // every request costs one, whatever the scheme
  switch (scheme.type) {
    case 'hmac':
      return isHmac(request, scheme, secrets, now)
    case 'asymmetric':
      return isSigned(request, scheme, now)
    case 'jwt':
      return isTokened(request, scheme, circumstances)
    case 'duo':
      return verifyDuo(request, scheme, secrets, now)
    case 'secret':
      return verifyStaticSecret(request, scheme.header, secrets)
    case 'standard-webhooks':
      return verifyStandardWebhook(request, secrets, now)
    default:
      return scheme satisfies never
  }
}

/** Why it does not, for the operator's eyes. */
export function whyNotByScheme(
  request: SignedRequest,
  scheme: SignatureScheme | undefined,
  now: Date,
): string {
  switch (scheme?.type) {
    case undefined:
      return 'this source has no scheme'
    case 'hmac':
      return whyNoHmac(request, [layoutOf(scheme)], now)
    case 'standard-webhooks':
      return whyNoHmac(request, STANDARD_WEBHOOKS, now)
    case 'secret':
      return whyNoSecret(request, scheme.header)
    case 'asymmetric':
      return whyNoSignature(request, scheme)
    case 'jwt':
      return request.headers[scheme.header] === undefined
        ? missing(scheme.header)
        : 'its token is not of this issuer and for this audience, or has ended'
    case 'duo':
      return 'it is not signed as Duo’s clients sign, with this key, or not within five minutes'
    default:
      return scheme satisfies never
  }
}

function isHmac(
  request: SignedRequest,
  scheme: Scheme<'hmac'>,
  secrets: readonly string[],
  now: Date,
): boolean {
  const layout = layoutOf(scheme)
  return 'time' in layout
    ? verifyTimedHmac(request, layout, secrets, now)
    : verifyHmac(request, layout, secrets)
}

export function layoutOf(scheme: Scheme<'hmac'>): HmacLayout | TimedHmacLayout {
  const { algorithm, signatureHeader, encoding, prefix, separator, keyEncoding, time } = scheme
  return {
    ...signedTextOf(scheme),
    hash: algorithm,
    signatureHeaders: [signatureHeader],
    encoding,
    prefix,
    ...(separator === undefined ? {} : { separator }),
    keyEncoding,
    ...(time && { time: windowOf(time, signatureHeader) }),
  }
}

function whyNoSignature(
  { headers }: SignedRequest,
  { signatureHeader, keyIdHeader, keys }: Scheme<'asymmetric'>,
): string {
  if (headers[signatureHeader] === undefined) return missing(signatureHeader)
  if (keyIdHeader !== undefined && !keys.some(({ id }) => id === headers[keyIdHeader]))
    return `${keyIdHeader} names none of the source's keys`
  return 'none of the keys made the signature, or the body was changed, or it is not timely'
}

/** `{time}` is the header with the time, where it has one of its own; JSON cannot say a line feed in a template but as `\n`. */
export function signedTextOf({ signed, time }: Scheme<'hmac'> | Scheme<'asymmetric'>) {
  const text = signed.replaceAll('\\n', '\n')
  return {
    signed: time?.header === undefined ? text : text.replaceAll('{time}', `{${time.header}}`),
    ...(time?.parameter === undefined ? {} : { timeParameter: time.parameter }),
  }
}

const windowOf = (time: NonNullable<Scheme<'hmac'>['time']>, signatureHeader: string) =>
  ({
    header: time.header ?? signatureHeader,
    windowSeconds: time.windowSeconds,
    limits: 'past and future',
  }) as const

function isSigned(request: SignedRequest, scheme: Scheme<'asymmetric'>, now: Date): boolean {
  const { algorithm, signatureHeader, keyIdHeader, keys, encoding, time } = scheme
  const signature = request.headers[signatureHeader]
  const text = signedTextOf(scheme)
  const parts = signedParts(request, text, signatureHeader)
  if (signature === undefined || parts.includes(undefined)) return false
  const named = keyIdHeader === undefined ? undefined : request.headers[keyIdHeader]
  const data = Buffer.concat(parts.flatMap((part) => part ?? []))
  const isBySomeone = keys
    .filter(({ id }) => keyIdHeader === undefined || id === named)
    .some(({ key }) =>
      verifySignature(algorithm, key, data, Buffer.from(signature, encoding).toString('base64')),
    )
  if (!isBySomeone || !time) return isBySomeone
  const window = windowOf(time, signatureHeader)
  return isTimely(timeOf(request, { ...text, time: window }), window, now)
}

async function isTokened(
  { headers }: SignedRequest,
  { header, issuer, audience, jwksUri }: Scheme<'jwt'>,
  { keys }: Circumstances,
): Promise<boolean> {
  const token = (headers[header] ?? '').replace(/^bearer /i, '')
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return matchesAny(undefined, [])
  return (await keys.jwt(token, { jwksUri, issuers: [issuer], audience })) !== undefined
}
