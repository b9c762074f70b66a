import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { draw } from './draw.ts'

const madeAt = new Date('2026-01-01T00:00:00Z')
const drawn = (...texts: string[]) =>
  draw({
    lines: texts.map((text) => ({ style: 'text', text })),
    bundle: '{"evidence":"髙橋"}',
    digest: 'a digest',
    madeAt,
  })

/** Everything in it that is packed, unpacked. */
function unpacked(pdf: Buffer): string {
  const parts: string[] = []
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 7)) {
    const end = pdf.indexOf('\nendstream', at)
    if (end === -1) break
    try {
      parts.push(inflateSync(pdf.subarray(at + 7, end)).toString('utf8'))
    } catch {
      // not a packed one
    }
  }
  return parts.join('\n')
}

test('Japanese names, and signs of which the font has none, are drawn and break nothing', async () => {
  const pdf = await drawn('髙橋 太郎 𠮷野家', 'smile 😀', '한국어', 'مرحبا', 'a\u0000b\u001bc')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const text = unpacked(pdf)
  expect(text).toContain('{"evidence":"髙橋"}') // attached as it is
  // What was drawn can be copied out again: the map from signs to characters has the Japanese ones, and no box.
  expect(text).toMatch(/beginbfrange|beginbfchar/)
  expect(text.toLowerCase()).toContain('9ad9')
})

test('a head does not stand alone at the end of a page', async () => {
  const pdf = await draw({
    lines: [
      ...Array.from({ length: 55 }, () => ({ style: 'text', text: 'a line' }) as const),
      { style: 'head', text: 'the head' },
      { style: 'text', text: 'what is beneath it' },
    ],
    bundle: '{}',
    digest: 'a digest',
    madeAt,
  })
  expect(pdf.toString('latin1')).toMatch(/\/Type \/Pages\n\/Count 2/)
})

test('the same bundle is the same bytes', async () => {
  const digests = await Promise.all(
    [drawn('一', 'two'), drawn('一', 'two'), drawn('二', 'two')].map(async (pdf) =>
      createHash('sha256')
        .update(await pdf)
        .digest('hex'),
    ),
  )
  expect(digests[0]).toBe(digests[1])
  expect(digests[0]).not.toBe(digests[2])
})

test('a long one goes on over pages', async () => {
  const pdf = await drawn(...Array.from({ length: 300 }, (_, n) => `line ${String(n)}`))
  expect(pdf.toString('latin1')).toMatch(/\/Type \/Pages\n\/Count [3-9]/)
})
