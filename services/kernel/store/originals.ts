// Sole writer of: original_key, signal_original (signals.ts inserts rows of it beside the signals that they are of).
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import { createIdSequence, newId } from '../ids.ts'
import type { Seal } from '../set/seal.ts'
import { dropPartitionsBefore } from './partitions.ts'

/** What a source said, in its own words: the request's headers, without those that hold secrets, and its body. */
export type Original = { headers: Readonly<Record<string, string>>; body: Buffer }

/** The same, encrypted: a row of signal_original. */
export type SealedOriginal = { id: string; keyId: string; sealed: Buffer }

export type OriginalStore = ReturnType<typeof createOriginalStore>

type DataKey = { id: string; key: Buffer; createdAt: Date }
type Deps = { pool: Pool; seal: Seal; clock: Pick<Clock, 'now'> }

const DAY_MS = 86_400_000

/**
 * Originals under data keys of a day each, which the master key seals: one AES-GCM a request and no look-up. What is older than
 * it may be goes as a whole day, and its keys with it, so that a copy of the table is no use either.
 */
export function createOriginalStore(deps: Deps) {
  const idAt = createIdSequence()
  let current: Promise<DataKey> | undefined
  let currentUntilMs = 0

  /** One look-up a day; a failed one is tried again by the next request. */
  function dataKey(now: Date): Promise<DataKey> {
    if (!current || currentUntilMs <= now.getTime()) {
      current = newestKey(deps, now)
      currentUntilMs = now.getTime() + DAY_MS
      current.then(
        ({ createdAt }) => (currentUntilMs = createdAt.getTime() + DAY_MS),
        () => (current = undefined),
      )
    }
    return current
  }

  return {
    /** Encrypted, to be stored with its signals. */
    async prepare(original: Original): Promise<SealedOriginal> {
      const now = deps.clock.now()
      const { id: keyId, key } = await dataKey(now)
      const id = idAt(now)
      return { id, keyId, sealed: encrypt(original, key, id) }
    },

    /** What the source said of which this signal was made; undefined where it is not kept, or not any longer. */
    async ofSignal(signalId: string): Promise<Original | undefined> {
      const { rows } = await deps.pool.query<{ id: string; sealed: Buffer; key: string }>(
        `select o.id, o.sealed, k.sealed as key from signal s
         join signal_original o on o.id = s.original_id join original_key k on k.id = o.key_id where s.id = $1`,
        [signalId],
      )
      const row = rows[0]
      return row && decrypt(row.sealed, await openKey(row.key, deps.seal), row.id)
    },

    /** Forgets what came before this day, and the keys that nothing else needs. Answers the partitions that went. */
    async forget(before: Date): Promise<string[]> {
      const gone = await dropPartitionsBefore(deps.pool, 'signal_original', before)
      // A key is used for a day after it was made, and what it sealed may have been stored a little later.
      await deps.pool.query('delete from original_key where created_at < $1', [
        new Date(before.getTime() - 2 * DAY_MS),
      ])
      return gone
    },
  }
}

/** The newest key that is not a day old, else a new one. Two processes that make one at the same time use one each. */
async function newestKey({ pool, seal }: Deps, now: Date): Promise<DataKey> {
  const { rows } = await pool.query<{ id: string; sealed: string; created_at: Date }>(
    'select id, sealed, created_at from original_key where created_at > $1 order by created_at desc limit 1',
    [new Date(now.getTime() - DAY_MS)],
  )
  const found = rows[0]
  if (found)
    return { id: found.id, key: await openKey(found.sealed, seal), createdAt: found.created_at }
  const fresh = { id: newId(now), key: randomBytes(32), createdAt: now }
  const sealed = await seal.seal(fresh.key.toString('base64'))
  await pool.query('insert into original_key (id, sealed, created_at) values ($1, $2, $3)', [
    fresh.id,
    sealed,
    now,
  ])
  return fresh
}

const openKey = async (sealed: string, seal: Seal): Promise<Buffer> =>
  Buffer.from(await seal.open(sealed), 'base64')

/** The first byte: what the rest is made of. */
const [PLAIN, DEFLATED] = [0, 1]
/** Smaller bodies are not worth the time. */
const DEFLATE_FROM_BYTES = 4_096
const [IV_BYTES, TAG_BYTES] = [12, 16]

/** `id` is bound in: a row that was moved to another's place does not open. */
function encrypt({ headers, body }: Original, key: Buffer, id: string): Buffer {
  const content = Buffer.concat([Buffer.from(`${JSON.stringify(headers)}\n`), body])
  const isLarge = content.length >= DEFLATE_FROM_BYTES
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id))
  const data = cipher.update(isLarge ? deflateRawSync(content, { level: 1 }) : content)
  const end = cipher.final()
  const form = Buffer.of(isLarge ? DEFLATED : PLAIN)
  return Buffer.concat([form, iv, cipher.getAuthTag(), data, end])
}

function decrypt(sealed: Buffer, key: Buffer, id: string): Original {
  const [iv, tag] = [sealed.subarray(1, 1 + IV_BYTES), sealed.subarray(13, 13 + TAG_BYTES)]
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(id)).setAuthTag(tag)
  const data = Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
  const content = sealed[0] === DEFLATED ? inflateRawSync(data) : data
  const end = content.indexOf('\n')
  const headers = JSON.parse(content.subarray(0, end).toString()) as Original['headers'] // written by encrypt alone
  return { headers, body: content.subarray(end + 1) }
}
