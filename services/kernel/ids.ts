import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'

/**
 * A new time-ordered id (UUIDv7): rows of one day lie in one partition. Ids of one moment sort by `position` (0 to 4095),
 * so that what was stored together keeps its order.
 */
export const newId = (now: Date, position = 0): string =>
  v7({ msecs: now.getTime(), seq: sequence(position, randomBytes(4)) })

/** Ids that sort in the order in which they are made, also those of several calls at one moment, or of a clock set back. */
export function createIdSequence(): (now: Date) => string {
  let lastMs = -Infinity
  let position = 0
  return (now) => {
    const isLater = now.getTime() > lastMs
    position = isLater ? 0 : (position + 1) % 4_096
    lastMs = isLater ? now.getTime() : position === 0 ? lastMs + 1 : lastMs
    return newId(new Date(lastMs), position)
  }
}

/**
 * The same parts give the same id, in the same day's partition as `parent` and in its place among the ids of that moment:
 * this is what makes a repeated stage a no-op.
 */
export function derivedId(parent: string, ...parts: readonly string[]): string {
  const random = createHash('sha256')
    .update(JSON.stringify([parent, ...parts]))
    .digest()
  return v7({
    msecs: timeOfId(parent),
    random: random.subarray(0, 16),
    seq: sequence(positionOf(parent), random.subarray(16)),
  })
}

/** The 12 bits behind the version (`rand_a`, RFC 9562 §5.7) order the ids of one millisecond. */
const positionOf = (id: string): number => parseInt(id.slice(15, 18), 16)

/** What `v7` writes behind the time: 12 bits of position, 20 of `random`. */
const sequence = (position: number, random: Buffer): number =>
  position * 2 ** 20 + (random.readUInt32BE(0) >>> 12)

/** Milliseconds since the epoch at which a time-ordered id was made. */
export const timeOfId = (id: string): number => parseInt(id.replaceAll('-', '').slice(0, 12), 16)

/** The lowest time-ordered id of an instant, from 1970 to the year 10889: a partition's bound. */
export function firstIdOf(instant: Date): string {
  const ms = Math.min(Math.max(0, instant.getTime()), 2 ** 48 - 1)
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/**
 * The lowest and the highest of time-ordered ids. Beside the ids, as parameters of a statement, they tell PostgreSQL before it
 * begins which days' partitions there is nothing in: what it opens does not grow with the days that are kept.
 */
export function spanOf(ids: readonly string[]): [lowest: string, highest: string] {
  let [lowest, highest] = [ids[0] ?? NIL, ids[0] ?? NIL]
  for (const id of ids) {
    if (id < lowest) lowest = id
    if (id > highest) highest = id
  }
  return [lowest, highest]
}

const NIL = '00000000-0000-0000-0000-000000000000'

/** A secret to hand out once: 256 bits, URL-safe, with a prefix that secret scanners can find. */
export const newToken = (prefix: string): string =>
  `${prefix}_${randomBytes(32).toString('base64url')}`

/** An opaque public name: 128 bits in hex. */
export const newOpaqueId = (): string => randomBytes(16).toString('hex')

/** The `jti` of the SET that tells one event to one stream: the same however often it is made (RFC 8417 §2.2). */
export const setIdOf = (eventId: string, streamId: string): string =>
  createHash('sha256').update(`${eventId}\n${streamId}`).digest('hex').slice(0, 32)
