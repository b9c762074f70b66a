import fc from 'fast-check'
import { decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { createSeal, tokenHash } from './seal.ts'

const seal = createSeal(Buffer.alloc(32, 1))
const other = createSeal(Buffer.alloc(32, 2))

test('what is sealed comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(await seal.open(await seal.seal(text))).toBe(text)
    }),
    { numRuns: 50 },
  )
})

test('the same text is never sealed to the same bytes, and does not show through', async () => {
  const [one, two] = await Promise.all([seal.seal('secret-secret'), seal.seal('secret-secret')])
  expect(one).not.toBe(two)
  expect(one).not.toContain(Buffer.from('secret-secret').toString('base64url'))
})

test('it names its master key, without telling it', async () => {
  const header = decodeProtectedHeader(await seal.seal('x'))
  expect(header).toEqual({ alg: 'dir', enc: 'A256GCM', kid: expect.stringMatching(/^[\w-]{12}$/) })
  expect(header.kid).not.toBe(decodeProtectedHeader(await other.seal('x')).kid)
})

test('another master key, or a changed byte, opens nothing', async () => {
  const sealed = await seal.seal('secret')
  await expect(other.open(sealed)).rejects.toThrow()
  const [header, key, iv, text, tag] = sealed.split('.')
  await expect(seal.open([header, key, iv, `${text ?? ''}A`, tag].join('.'))).rejects.toThrow()
  await expect(seal.open('')).rejects.toThrow()
})

test('a token’s hash is stable and says nothing of the token', () => {
  expect(tokenHash('ssfadm_x')).toBe(tokenHash('ssfadm_x'))
  expect(tokenHash('ssfadm_x')).not.toBe(tokenHash('ssfadm_y'))
  expect(tokenHash('')).toMatch(/^[\w-]{43}$/)
})
