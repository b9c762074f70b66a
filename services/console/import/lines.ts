import { HubError } from '../../kernel/errors.ts'

/** One line of JSON Lines, or one record of CSV, with the number of the line where it begins. */
export type TextLine = { line: number; text: string }

export const MAX_LINE_CHARS = 65_536
export const MAX_BODY_BYTES = 268_435_456

/** What is no UTF-8 becomes this character, and its line is left out. */
export const NO_TEXT = '\uFFFD'

/** A body as text, a part at a time. @throws HubError where it is larger than MAX_BODY_BYTES: lines before that are taken */
export async function* decoded(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  for await (const part of body) {
    bytes += part.length
    if (bytes > MAX_BODY_BYTES) throw tooLarge()
    yield decoder.decode(part, { stream: true })
  }
  yield decoder.decode()
}

export const tooLarge = () =>
  new HubError(
    'payload_too_large',
    `An import has at most ${String(MAX_BODY_BYTES)} bytes: send it in parts`,
  )

/**
 * Splits at line ends; with `quotes` not at those inside a quoted field (RFC 4180 §2). What is longer than MAX_LINE_CHARS
 * is cut: it is no record any more, and says so by not being readable.
 */
export async function* linesOf(
  parts: AsyncIterable<string>,
  { quotes }: { quotes: boolean },
): AsyncGenerator<TextLine> {
  let text = ''
  let [line, next, isQuoted] = [1, 1, false]
  for await (const part of parts)
    for (const piece of part.split(/(?<=\n)/)) {
      if (quotes && (piece.split('"').length - 1) % 2 === 1) isQuoted = !isQuoted
      if (text.length <= MAX_LINE_CHARS) text += piece
      if (!piece.endsWith('\n')) continue
      next += 1
      if (isQuoted) continue
      yield { line, text: text.replace(/\r?\n$/, '') }
      text = ''
      line = next
    }
  if (text !== '') yield { line, text }
}
