/**
 * Pure: whether a subscriber's streams may push to this host, as a parsed URL names it. No pattern allows every host;
 * `*.example.com` stands for every name below example.com, and not for itself.
 */
export const isHostAllowed = (host: string, patterns: readonly string[]): boolean =>
  patterns.length === 0 || patterns.some((pattern) => fits(plain(host), plain(pattern)))

const fits = (host: string, pattern: string): boolean =>
  pattern.startsWith('*.')
    ? host.length > pattern.length - 1 && host.endsWith(pattern.slice(1))
    : host === pattern

/** DNS names know no case, and end in a dot or not. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '')
