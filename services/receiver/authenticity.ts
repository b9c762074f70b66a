import type { Certainty } from '../../schemas/signal.ts'
import { cidrList, isAllowed } from '../kernel/http/addresses.ts'
import type {
  Adapter,
  Arrival,
  Circumstances,
  Handshake,
  RawRequest,
  VendorKeys,
} from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { matchesAny, spendHmac } from './secrets.ts'
import type { Source } from './source.ts'
import { whyNoSecret } from './verifiers/diagnose.ts'

type Deps = { clock: { now(): Date }; keys: VendorKeys }

/**
 * Why a request is not believed, for the operator's eyes; undefined where it is. Whatever the source, a request costs one
 * comparison and one HMAC over its body.
 */
export async function authenticate(
  source: Source | undefined,
  request: Arrival,
  deps: Deps,
): Promise<string | undefined> {
  const adapter = source && adapterFor(source.kind)
  if (adapter?.authenticity !== 'signed') spendHmac(request.body)
  if (!source) {
    matchesAny(request.headers['authorization'], [])
    return 'there is no such source'
  }
  // First the credentials, wherever they come from: what a refusal costs must not tell its reason.
  const why = adapter
    ? await whyNotAuthentic(adapter, { source, request, deps })
    : whyNoPush(source, request)
  return why ?? whyFromElsewhere(source, request)
}

async function whyNotAuthentic(
  adapter: Adapter,
  { source, request, deps }: { source: Source; request: RawRequest; deps: Deps },
): Promise<string | undefined> {
  const circumstances = circumstancesOf(source, deps)
  const isAuthentic = await adapter.authenticate(request, source.secrets, circumstances)
  return isAuthentic ? undefined : adapter.diagnose(request, circumstances)
}

/** Without a credential agreed, the SET's signature is the credential (RFC 8935 §3). */
function whyNoPush({ pushAuthorization }: Source, request: RawRequest): string | undefined {
  const isWelcome =
    pushAuthorization === undefined ||
    matchesAny(request.headers['authorization'], [pushAuthorization])
  return isWelcome ? undefined : whyNoSecret(request, 'authorization')
}

/** Does the request come from a network and with a client certificate that the operator named? */
function whyFromElsewhere(
  { ipRanges, clientCertificates }: Source,
  { sender = {} }: Arrival,
): string | undefined {
  const { ip, certificateSha256: thumbprint } = sender
  const isNear = ipRanges.length === 0 || (ip !== undefined && isAllowed(ip, cidrList(ipRanges)))
  if (!isNear) return `the address ${ip ?? 'unknown'} is in none of the source's networks`
  if (clientCertificates.length === 0) return undefined
  if (thumbprint === undefined) return 'it came without a client certificate that the hub can see'
  return clientCertificates.includes(thumbprint)
    ? undefined
    : `the client certificate ${thumbprint} is none of the source's`
}

const circumstancesOf = (
  { settings, credentials }: Source,
  { clock, keys }: Deps,
): Circumstances => ({ now: clock.now(), settings, credentials, keys })

/** A handshake by POST is answered with the secret that it was signed by: during a rotation there are two. */
export async function answerTo(
  source: Source,
  request: RawRequest,
  deps: Deps,
): Promise<Handshake | undefined> {
  const adapter = adapterFor(source.kind)
  if (!adapter?.answer?.(request, source.secrets)) return undefined
  const circumstances = circumstancesOf(source, deps)
  const fitting: string[] = []
  for (const secret of source.secrets)
    if (await adapter.authenticate(request, [secret], circumstances)) fitting.push(secret)
  return adapter.answer(request, fitting)
}

/** How sure an authentic request of this source is: what it proves, and what the operator makes of it. */
export function certaintyOf(source: Source, request: RawRequest): Certainty {
  const { kind, trust } = source
  if (trust === 'hint') return 'hint'
  const authenticity = adapterFor(kind)?.authenticity ?? 'signed' // a SET is
  const proof = typeof authenticity === 'function' ? authenticity(request, source) : authenticity
  if (proof === 'signed') return 'proven'
  return trust === 'trusted' ? 'trusted' : 'hint'
}
