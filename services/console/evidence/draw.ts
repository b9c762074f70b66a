import PDFDocument from 'pdfkit'
import { fileURLToPath } from 'node:url'
import type { Line } from './lines.ts'

export type Drawn = {
  lines: readonly Line[]
  /** The signed bundle as it is, attached. */
  bundle: string
  /** Of the attached bundle, printed on each page. */
  digest: string
  madeAt: Date
}

/** Latin, Greek, Cyrillic and Japanese; what it has no sign for is told by its number. */
const FONT = fileURLToPath(
  new URL('../fonts/NotoSansJP-Regular.otf', import.meta.resolve('@embedpdf/fonts-jp')),
)
const SIZES = { title: 16, head: 12, app: 9.5, text: 9.5, small: 8 } as const satisfies Record<
  Line['style'],
  number
>
/** Lines that are left free above one of the style. */
const ABOVE = { title: 0, head: 1, app: 0.5, text: 0, small: 0 } as const satisfies Record<
  Line['style'],
  number
>
/** A head, or an app, does not stand alone at the end of a page. */
const TOGETHER = { title: 0, head: 110, app: 40, text: 0, small: 0 } as const satisfies Record<
  Line['style'],
  number
>
const MARGIN = 48
const FOOT = 28

/** The pages, the same bytes for the same bundle. Takes a second of CPU: not for the thread that answers requests. */
export function draw({ lines, bundle, digest, madeAt }: Drawn): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: 'Evidence of a revocation', CreationDate: madeAt, ModDate: madeAt },
  })
  const done = collect(document)
  document.font(FONT)
  const plain = printable(document)
  for (const { style, text } of lines) {
    document.fontSize(SIZES[style])
    if (document.y + TOGETHER[style] > document.page.maxY()) document.addPage()
    else document.moveDown(ABOVE[style])
    document.text(plain(text))
    if (style === 'title') document.moveDown(0.5)
  }
  document.file(Buffer.from(bundle), {
    name: 'evidence.json',
    type: 'application/json',
    description: 'The signed bundle',
    creationDate: madeAt,
    modifiedDate: madeAt,
  })
  foot(document, digest)
  document.end()
  return done
}

/** On each page its number, and what the attached bundle hashes to. */
function foot(document: PDFKit.PDFDocument, digest: string): void {
  const { count } = document.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    document.switchToPage(page)
    document.page.margins.bottom = 0 // the foot stands where no text may
    document
      .fontSize(7)
      .text(
        `Page ${String(page + 1)} of ${String(count)}. Attached: evidence.json, SHA-256 ${digest}`,
        MARGIN,
        document.page.height - FOOT,
        { lineBreak: false },
      )
  }
}

async function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of document) parts.push(part as Buffer) // a stream of bytes
  return Buffer.concat(parts)
}

type Glyphs = { hasGlyphForCodePoint(point: number): boolean }

/** Makes a text one that the font can show: what it has no sign for, and what is no sign, as its number. */
function printable(document: PDFKit.PDFDocument): (text: string) => string {
  // pdfkit keeps what fontkit read there, and types it not.
  const { font } = (document as unknown as { _font: { font: Glyphs } })._font
  const has = (point: number) => point >= 0x20 && point !== 0x7f && font.hasGlyphForCodePoint(point)
  return (text) =>
    Array.from(text, (sign) => {
      const point = sign.codePointAt(0) ?? 0
      return has(point) ? sign : `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`
    }).join('')
}
