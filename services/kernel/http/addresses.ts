import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** A list of address ranges, as `cidrList` makes it. */
export type CidrList = Pick<BlockList, 'check'>

/** Never public, whatever a name resolves to: IANA's special-purpose IPv4 registry, multicast, and one cloud's own. */
const SPECIAL_V4 = cidrList([
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT, and Alibaba Cloud's metadata
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's platform address
  '169.254.0.0/16', // link-local, and most clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments, and Oracle Cloud's metadata
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
])

/** What IANA hands out as global unicast. Outside it lie ::1, ULA (so fd00:ec2::254), link-local, multicast, NAT64 and every v4-mapped address. */
const GLOBAL_V6 = cidrList(['2000::/3'])

const SPECIAL_V6 = cidrList([
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries any IPv4 address
  '3fff::/20', // documentation
])

/** Whether an address is one of the open Internet. Refuses by default: what is no plain IP address is not public. */
export function isPublicAddress(ip: string): boolean {
  if (isIPv4(ip)) return !SPECIAL_V4.check(ip, 'ipv4')
  if (!isIPv6(ip) || ip.includes('%')) return false
  return GLOBAL_V6.check(ip, 'ipv6') && !SPECIAL_V6.check(ip, 'ipv6')
}

/** Whether an address lies in one of the ranges. A v4-mapped address counts as the IPv4 address it stands for. */
export function isAllowed(ip: string, allow: CidrList): boolean {
  if (isIPv4(ip)) return allow.check(ip, 'ipv4')
  return isIPv6(ip) && !ip.includes('%') && allow.check(ip, 'ipv6')
}

/**
 * Ranges from their text: `10.0.0.0/8`, `::1/128`, or a single address.
 * @throws naming the first entry that is neither.
 */
export function cidrList(entries: readonly string[]): CidrList {
  const list = new BlockList()
  for (const entry of entries) {
    const range = parseRange(entry)
    if (!range) throw new Error(`"${entry}" is no address range such as 10.0.0.0/8 or ::1/128`)
    list.addSubnet(range.address, range.length, range.family)
  }
  return list
}

type Range = { address: string; length: number; family: 'ipv4' | 'ipv6' }

function parseRange(entry: string): Range | undefined {
  const [, address = '', prefix] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const version = isIP(address)
  const widest = version === 4 ? 32 : 128
  const length = prefix === undefined ? widest : Number(prefix)
  if (version === 0 || length > widest) return undefined
  return { address, length, family: version === 4 ? 'ipv4' : 'ipv6' }
}

/** The address that a URL's host is, without an IPv6 address's brackets; undefined where it is a name. */
export function addressOf({ hostname }: Pick<URL, 'hostname'>): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? undefined : bare
}

export type CheckedUrl = { ok: true; url: URL } | { ok: false; detail: string }

/** What can be said of a URL before a name is resolved. WHATWG parsing turns every odd spelling of an IPv4 address (decimal, hex, octal, short) into the plain one, so the address check sees what would be dialled. */
export function checkUrl(text: string): CheckedUrl {
  const url = URL.parse(text)
  if (!url) return { ok: false, detail: 'not an absolute URL' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { ok: false, detail: `${url.protocol} is neither https nor http` }
  if (url.username !== '' || url.password !== '')
    return { ok: false, detail: 'credentials do not belong in a URL' }
  return { ok: true, url }
}
