import type { Certainty } from '../../schemas/signal.ts'
import { cidrList, isAllowed } from '../kernel/http/addresses.ts'
import type { Arrival, Handshake, RawRequest } from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { matchesAny, spendHmac } from './secrets.ts'
import type { Source } from './source.ts'

type Deps = { clock: { now(): Date } }

/** Time tells nothing either: whatever the source, a request costs one comparison and one HMAC over its body. */
export async function isAuthentic(
  source: Source | undefined,
  request: Arrival,
  deps: Deps,
): Promise<boolean> {
  const adapter = source && adapterFor(source.kind)
  if (adapter?.authenticity !== 'signed') spendHmac(request.body)
  if (!source) return matchesAny(request.headers['authorization'], [])
  // First the credentials, wherever they come from: what a refusal costs must not tell its reason.
  const hasCredentials = await knowsSecret(source, request, deps)
  return hasCredentials && isFromWhereItMay(source, request)
}

/** Does the request come from a network and with a client certificate that the operator named? */
function isFromWhereItMay(
  { ipRanges, clientCertificates }: Source,
  { sender = {} }: Arrival,
): boolean {
  const isNear =
    ipRanges.length === 0 || (sender.ip !== undefined && isAllowed(sender.ip, cidrList(ipRanges)))
  const isCertified =
    clientCertificates.length === 0 || clientCertificates.includes(sender.certificateSha256 ?? '')
  return isNear && isCertified
}

async function knowsSecret(source: Source, request: RawRequest, { clock }: Deps): Promise<boolean> {
  const adapter = adapterFor(source.kind)
  if (source.kind !== 'ssf')
    return (
      adapter?.authenticate(request, source.secrets, {
        now: clock.now(),
        settings: source.settings,
      }) ?? false
    )
  // Without one agreed, the SET's signature is the credential (RFC 8935 §3).
  const { pushAuthorization } = source
  return (
    pushAuthorization === undefined ||
    matchesAny(request.headers['authorization'], [pushAuthorization])
  )
}

/** A handshake by POST is answered with the secret that it was signed by: during a rotation there are two. */
export async function answerTo(
  source: Source,
  request: RawRequest,
  { clock }: Deps,
): Promise<Handshake | undefined> {
  const adapter = adapterFor(source.kind)
  if (!adapter?.answer?.(request, source.secrets)) return undefined
  const circumstances = { now: clock.now(), settings: source.settings }
  const fitting: string[] = []
  for (const secret of source.secrets)
    if (await adapter.authenticate(request, [secret], circumstances)) fitting.push(secret)
  return adapter.answer(request, fitting)
}

/** How sure an authentic request of this source is: what it proves, and what the operator makes of it. */
export function certaintyOf({ kind, trust }: Source, request: RawRequest): Certainty {
  if (trust === 'hint') return 'hint'
  const authenticity = adapterFor(kind)?.authenticity ?? 'signed' // a SET is
  const proof = typeof authenticity === 'function' ? authenticity(request) : authenticity
  if (proof === 'signed') return 'proven'
  return trust === 'trusted' ? 'trusted' : 'hint'
}
