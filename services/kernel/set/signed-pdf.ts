import { createHash } from 'node:crypto'

// A PDF that carries its own proof: a comment behind its end, which readers leave alone (ISO 32000-1 §7.5.5: the end of
// the file is looked for in its last part). It says what the bytes before it hash to, signed.

export const PDF_TYP = 'ssf-evidence-pdf+jws'

const MARK = '\n%ssf-evidence-pdf '
/** A comment behind this is no longer found. */
const LONGEST = 1_000

export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('base64url')

/** Pure: the PDF with the signature behind it. @throws where it is too long to stand there */
export function withSignature(pdf: Uint8Array, jws: string): Buffer {
  if (MARK.length + jws.length + 1 > LONGEST) throw new Error('the signature is too long')
  return Buffer.concat([pdf, Buffer.from(`${MARK}${jws}\n`)])
}

/** Pure: what was signed, and by what; undefined where no signature stands behind it. */
export function parted(file: Buffer): { pdf: Buffer; jws: string } | undefined {
  const at = file.lastIndexOf(MARK)
  if (at === -1 || file.length - at > LONGEST) return undefined
  const jws = file
    .subarray(at + MARK.length)
    .toString('latin1')
    .trimEnd()
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws) ? { pdf: file.subarray(0, at), jws } : undefined
}

export const isPdf = (file: Uint8Array): boolean =>
  Buffer.from(file.subarray(0, 5)).toString('latin1') === '%PDF-'
