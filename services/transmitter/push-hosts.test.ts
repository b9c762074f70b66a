import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HostPattern } from '../../schemas/network.ts'
import { isHostAllowed } from './push-hosts.ts'

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/)
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
const anyCase = (text: string) =>
  fc.constantFrom(
    text,
    text.toUpperCase(),
    `${text}.`,
    `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`,
  )

test('without a pattern every host is allowed', () => {
  fc.assert(fc.property(name, (host) => isHostAllowed(host, [])))
})

test('a name allows itself, in any case and with or without its last dot, and no other', () => {
  const spelt = name.chain((pattern) => fc.tuple(fc.constant(pattern), anyCase(pattern)))
  fc.assert(
    fc.property(spelt, name, ([pattern, host], other) => {
      expect(isHostAllowed(host, [pattern])).toBe(true)
      expect(isHostAllowed(other, [pattern])).toBe(other === pattern)
      expect(isHostAllowed(`${other}.${pattern}`, [pattern])).toBe(false)
      expect(isHostAllowed(`${pattern}.${other}`, [pattern])).toBe(false)
    }),
  )
})

test('*.example.com allows every name below it and nothing else', () => {
  fc.assert(
    fc.property(name, name, (below, domain) => {
      const pattern = `*.${domain}`
      expect(HostPattern.safeParse(pattern).success).toBe(true)
      expect(isHostAllowed(`${below}.${domain}`, [pattern])).toBe(true)
      expect(isHostAllowed(domain, [pattern])).toBe(false)
      expect(isHostAllowed(`${below}${domain}`, [pattern])).toBe(
        `${below}${domain}`.endsWith(`.${domain}`),
      )
      expect(isHostAllowed(`${below}.${domain}.${below}`, [pattern])).toBe(
        `${below}.${domain}.${below}`.endsWith(`.${domain}`),
      )
    }),
  )
})

test('more patterns allow more, never less', () => {
  const pattern = fc.oneof(
    name,
    name.map((domain) => `*.${domain}`),
  )
  fc.assert(
    fc.property(name, fc.array(pattern, { minLength: 1 }), pattern, (host, patterns, one) => {
      expect(isHostAllowed(host, [...patterns, one])).toBe(
        isHostAllowed(host, patterns) || isHostAllowed(host, [one]),
      )
    }),
  )
})

test.each([
  '',
  '*',
  '*.',
  '*.*.example.com',
  'a.*.com',
  'https://a.com',
  'a.com/x',
  'a.com:1',
  '-a',
])('%j is no pattern', (text) => {
  expect(HostPattern.safeParse(text).success).toBe(false)
})
