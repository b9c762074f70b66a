/** Pure: the last part of an event type's URI, which is what people call it. */
export const eventName = (uri: string): string => uri.split('/').at(-1) ?? uri

/** Pure: whose vocabulary the event type is of. */
export const eventFamily = (uri: string): string =>
  /\/secevent\/(\w+)\//.exec(uri)?.[1] ?? (uri.startsWith('urn:') ? (uri.split(':')[1] ?? '') : '')
