import { expect, test } from 'vitest'
import { isPdf, parted, withSignature } from './signed-pdf.ts'

const PDF = Buffer.from('%PDF-1.3\n1 0 obj\n%%EOF\n')

test('a signature stands behind the end, and is found there', () => {
  const signed = withSignature(PDF, 'aaa.bbb.ccc')
  expect(parted(signed)).toEqual({ pdf: PDF, jws: 'aaa.bbb.ccc' })
  expect(isPdf(signed)).toBe(true)
})

test('what has none, or something else there, has none', () => {
  expect(parted(PDF)).toBeUndefined()
  expect(parted(Buffer.concat([PDF, Buffer.from('\n%ssf-evidence-pdf <b>\n')]))).toBeUndefined()
  expect(
    parted(Buffer.concat([withSignature(PDF, 'aaa.bbb.ccc'), Buffer.alloc(2_000)])),
  ).toBeUndefined()
  expect(() => withSignature(PDF, 'a'.repeat(2_000))).toThrow('too long')
})
