import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { toJoseSignature } from './ecdsa.ts'

const der = (r: number[], s: number[]): Buffer =>
  Buffer.from([0x30, 4 + r.length + s.length, 2, r.length, ...r, 2, s.length, ...s])
const padded = (bytes: number[]): number[] => [
  ...Array<number>(32 - bytes.length).fill(0),
  ...bytes,
]

test('integers are right-aligned, whatever their length', () => {
  const full = Array.from({ length: 32 }, (_, index) => index + 1)
  const high = [0xff, ...full.slice(1)]
  expect([...toJoseSignature(der(full, [7]))]).toEqual([...full, ...padded([7])])
  expect([...toJoseSignature(der([0, ...high], full.slice(1)))]).toEqual([
    ...high,
    ...padded(full.slice(1)),
  ])
})

test('a thousand signatures are what the standard encoding verifies', () => {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (let n = 0; n < 1_000; n++) {
    const data = Buffer.from(String(n))
    const signature = toJoseSignature(sign('sha256', data, key))
    const by = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
    expect(signature).toHaveLength(64)
    expect(verify('sha256', data, by, signature)).toBe(true)
  }
})
