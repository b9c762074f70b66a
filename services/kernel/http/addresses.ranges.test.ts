import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IpRange } from '../../../schemas/network.ts'
import { cidrList, isAllowed } from './addresses.ts'

const v4 = fc.ipV4()
const v6 = fc.ipV6()
const range = fc.oneof(
  v4,
  v6,
  fc.tuple(v4, fc.nat(32)).map(([address, length]) => `${address}/${String(length)}`),
  fc.tuple(v6, fc.nat(128)).map(([address, length]) => `${address}/${String(length)}`),
)
const nearly = fc
  .tuple(fc.oneof(v4, v6, fc.string()), fc.oneof(fc.string(), fc.nat(200)))
  .map(([address, rest]) => `${address}/${String(rest)}`)

test('whatever the API takes as a range can be checked against, and the range holds its own address', () => {
  fc.assert(
    fc.property(fc.oneof(range, nearly, fc.string()), (text) => {
      fc.pre(IpRange.safeParse(text).success)
      expect(isAllowed(text.replace(/\/.*$/, ''), cidrList([text]))).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('the API takes every range that there is', () => {
  fc.assert(fc.property(range, (text) => IpRange.safeParse(text).success))
})

test('a v4-mapped peer is the IPv4 address that it stands for', () => {
  expect(isAllowed('::ffff:192.0.2.9', cidrList(['192.0.2.0/24']))).toBe(true)
  expect(isAllowed('::ffff:192.0.3.9', cidrList(['192.0.2.0/24']))).toBe(false)
})
