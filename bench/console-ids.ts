/** SQL: a UUID (version 8, RFC 9562 §5.8) made of a text. */
export const idOf = (text: string): string =>
  `overlay(overlay(md5(${text}) placing '8' from 13) placing '8' from 17)::uuid`

/** SQL: the id of the person of this number. */
export const personId = (number: string): string => idOf(`'person' || (${number})`)
