import { createHash } from 'node:crypto'

const MAX_KEY_CHARS = 255

/** A name given by others, as an index can hold it: long ones become their digest. */
export const boundedKey = (text: string): string =>
  text.length <= MAX_KEY_CHARS
    ? text
    : `sha256:${createHash('sha256').update(text).digest('base64url')}`
