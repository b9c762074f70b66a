import { HubError } from '../kernel/errors.ts'
import {
  addressOf,
  checkUrl,
  cidrList,
  isAllowed,
  isPublicAddress,
} from '../kernel/http/addresses.ts'
import { createResolve, type Resolve } from '../kernel/http/outbound-dial.ts'
import { isHostAllowed } from './push-hosts.ts'

type Limits = { allow: readonly string[]; pushHosts: readonly string[] }

/**
 * What can be seen of a push URL without a lookup; the address itself is checked when it is dialled.
 * @throws HubError where nobody would be reached by it, or the subscriber may not push there
 */
export function checkPushUrl(text: string, { allow, pushHosts }: Limits): void {
  const checked = checkUrl(text)
  if (!checked.ok || (checked.url.protocol !== 'https:' && allow.length === 0))
    throw new HubError(
      'invalid_request',
      'delivery.endpoint_url must be an https URL without user name or password',
    )
  const { hostname, protocol } = checked.url
  const ip = addressOf(checked.url)
  if (ip !== undefined && !isPermitted([ip], { protocol, allow })) throw notPermitted(protocol)
  // SSF 1.0 §8.1.1.1: 403 where the receiver may not have such a stream
  if (!isHostAllowed(hostname, pushHosts))
    throw new HubError(
      'forbidden',
      `This subscriber's streams may not push to ${hostname}: its hosts are ${pushHosts.join(', ')}`,
    )
}

/**
 * Plain http goes to addresses alone that the hub's operator names: a name has to have one now. Names in https URLs are not
 * looked up, or a subscriber could ask for those of the hub's own network.
 * @throws HubError where it has none
 */
export async function checkPlainHttp(
  text: string,
  allow: readonly string[],
  resolve: Resolve = lookUp,
): Promise<void> {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' || addressOf(url) !== undefined) return
  const addresses = await resolve(url.hostname).catch(() => [])
  if (!isPermitted(addresses, { protocol: 'http:', allow })) throw notPermitted('http:')
}

const lookUp = createResolve()

/** As outbound-dial.ts permits them. */
const isPermitted = (
  addresses: readonly string[],
  { protocol, allow }: { protocol: string; allow: readonly string[] },
): boolean => {
  const allowed = cidrList(allow)
  return addresses.some(
    (ip) => isAllowed(ip, allowed) || (protocol === 'https:' && isPublicAddress(ip)),
  )
}

const notPermitted = (protocol: string): HubError =>
  new HubError(
    'invalid_request',
    protocol === 'http:'
      ? 'delivery.endpoint_url: plain http goes only to addresses that the hub is set to allow (OUTBOUND_ALLOW)'
      : 'delivery.endpoint_url: not a public address, nor one that the hub is set to allow (OUTBOUND_ALLOW)',
  )
