import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkUrl, cidrList, isAllowed, isPublicAddress } from './addresses.ts'

const octets = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)
const dotted = (value: number): string => octets(value).join('.')
const hex = (value: number): string => value.toString(16)

/** The ways in which a URL may spell an IPv4 address. */
const SPELLINGS: Record<string, (value: number) => string> = {
  dotted,
  'with a last dot': (value) => `${dotted(value)}.`,
  decimal: String,
  hexadecimal: (value) => `0x${hex(value)}`,
  octal: (value) => `0${value.toString(8)}`,
  'hexadecimal parts': (value) =>
    octets(value)
      .map((part) => `0x${hex(part)}`)
      .join('.'),
  'octal parts': (value) =>
    octets(value)
      .map((part) => `0${part.toString(8)}`)
      .join('.'),
  'two parts': (value) => `${String(value >>> 24)}.${String(value & 0xffffff)}`,
  'full-width digits': (value) =>
    dotted(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
}

/** The ways in which an IPv6 address may carry an IPv4 address. */
const CARRIERS: Record<string, (value: number) => string> = {
  'v4-mapped': (value) => `::ffff:${dotted(value)}`,
  'v4-mapped in hex': (value) => `::ffff:${hex(value >>> 16)}:${hex(value & 0xffff)}`,
  'v4-compatible': (value) => `::${dotted(value)}`,
  NAT64: (value) => `64:ff9b::${dotted(value)}`,
  'local NAT64': (value) => `64:ff9b:1::${dotted(value)}`,
  '6to4': (value) => `2002:${hex(value >>> 16)}:${hex(value & 0xffff)}::1`,
  Teredo: (value) => `2001:0:${hex(value >>> 16)}:${hex(value & 0xffff)}::1`,
}

const anyIPv4 = fc.nat({ max: 0xffffffff })
const privateIPv4 = fc
  .constantFrom(
    [0x0a000000, 8],
    [0x7f000000, 8],
    [0xa9fe0000, 16],
    [0xc0a80000, 16],
    [0x64400000, 10],
  )
  .chain(([base = 0, bits = 32]) => fc.nat({ max: 2 ** (32 - bits) - 1 }).map((low) => base + low))

const hostOf = (url: string): string => {
  const checked = checkUrl(url)
  return checked.ok ? checked.url.hostname.replace(/^\[|\]$/g, '') : ''
}

describe('an address is not public', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.255',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2001:20::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
    '64:ff9b::7f00:1',
    '100::1',
    '::ffff:8.8.8.8',
    '',
    'localhost',
    '8.8.8.8.',
    '8.8.8',
    '08.8.8.8',
    '[2606:4700::1]',
    '2606:4700::1%lo',
  ])('%j', (ip) => {
    expect(isPublicAddress(ip)).toBe(false)
  })

  test.each(Object.entries(SPELLINGS))('a private one spelt in a URL as %s', (_name, spell) => {
    fc.assert(
      fc.property(privateIPv4, (value) => {
        expect(hostOf(`https://${spell(value)}/`)).toBe(dotted(value))
        expect(isPublicAddress(hostOf(`https://${spell(value)}/`))).toBe(false)
      }),
    )
  })

  test.each(Object.entries(CARRIERS))('any IPv4 address carried as %s', (_name, carry) => {
    fc.assert(
      fc.property(anyIPv4, (value) => {
        expect(isPublicAddress(carry(value))).toBe(false)
        expect(isPublicAddress(hostOf(`https://[${carry(value)}]/`))).toBe(false)
      }),
    )
  })
})

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '172.32.0.1',
  '192.0.1.1',
  '2606:4700::1111',
  '2a00:1450::1',
])('%s is public', (ip) => {
  expect(isPublicAddress(ip)).toBe(true)
})

describe('an allow list', () => {
  const loopback = cidrList(['127.0.0.0/8', '::1/128', '10.9.9.9'])

  test('holds what lies in its ranges, and a single address', () => {
    expect(
      ['127.8.9.1', '::1', '10.9.9.9', '::ffff:127.0.0.1'].map((ip) => isAllowed(ip, loopback)),
    ).toEqual([true, true, true, true])
  })

  test('holds nothing else', () => {
    expect(
      ['128.0.0.1', '::2', '10.9.9.8', '::1%lo', '', 'x'].some((ip) => isAllowed(ip, loopback)),
    ).toBe(false)
    expect(isAllowed('127.0.0.1', cidrList([]))).toBe(false)
  })

  test.each([
    'localhost',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    'fe80::1%eth0',
    '',
  ])('refuses the entry %j by name', (entry) => {
    expect(() => cidrList([entry])).toThrow(`"${entry}" is no address range`)
  })
})

test.each([
  ['https://user@example.com/', 'credentials'],
  ['https://:secret@example.com/', 'credentials'],
  ['ftp://example.com/', 'neither https nor http'],
  ['file:///etc/passwd', 'neither https nor http'],
  ['/push', 'not an absolute URL'],
  ['https://', 'not an absolute URL'],
  ['https://256.1.1.1/', 'not an absolute URL'],
  ['', 'not an absolute URL'],
])('the URL %j is refused: %s', (url, detail) => {
  expect(checkUrl(url)).toMatchObject({
    ok: false,
    detail: expect.stringContaining(detail) as string,
  })
})
