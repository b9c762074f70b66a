import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'

/** A new time-ordered id (UUIDv7): rows of one day lie in one partition. */
export const newId = (now: Date): string => v7({ msecs: now.getTime() })

/** The same parts give the same id, in the same day's partition as `parent`: this is what makes a repeated stage a no-op. */
export function derivedId(parent: string, ...parts: readonly string[]): string {
  const random = createHash('sha256').update(JSON.stringify([parent, ...parts])).digest().subarray(0, 16)
  return v7({ msecs: timeOfId(parent), random, seq: random.readUInt32BE(0) })
}

/** Milliseconds since the epoch at which a time-ordered id was made. */
export const timeOfId = (id: string): number => parseInt(id.replaceAll('-', '').slice(0, 12), 16)

/** The lowest time-ordered id of an instant: a partition's bound. */
export function firstIdOf(instant: Date): string {
  const hex = instant.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/** A secret to hand out once: 256 bits, URL-safe, with a prefix that secret scanners can find. */
export const newToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`

/** An opaque public name: 128 bits in hex. */
export const newOpaqueId = (): string => randomBytes(16).toString('hex')

/** The `jti` of the SET that tells one event to one stream: the same however often it is made (RFC 8417 §2.2). */
export const setIdOf = (eventId: string, streamId: string): string =>
  createHash('sha256').update(`${eventId}\n${streamId}`).digest('hex').slice(0, 32)
