import pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import { errorText } from '../errors.ts'

/** What processes of one database tell each other, as a hint: whoever misses one finds out by himself, later. */
export type Channel =
  /** The shards are to be shared anew. */
  | 'ssf_hub_shards'
  /** Streams are owed something new, or were changed: their ids, or nothing where they are too many to name. */
  | 'ssf_hub_streams'

export type Notices = {
  /** Outside any transaction, for a notice inside one makes all commits wait for each other. */
  tell(channel: Channel, text?: string): Promise<void>
  /** Runs until the signal aborts; `heard` is also called, without text, when notices may have been missed. */
  listen(heard: (channel: Channel, text: string) => void, signal: AbortSignal): Promise<void>
}

const CHANNELS: readonly Channel[] = ['ssf_hub_shards', 'ssf_hub_streams']
const RECONNECT_MS = 1_000

type NoticesDeps = { url: string; pool: pg.Pool; clock: Clock; log: Logger }

export function createNotices(deps: NoticesDeps): Notices {
  const { pool, clock, log } = deps
  return {
    async tell(channel, text = '') {
      await pool.query('select pg_notify($1, $2)', [channel, text])
    },
    async listen(heard, signal) {
      while (!signal.aborted) {
        await hear(deps, heard, signal).catch((error: unknown) => {
          log.warn({ reason: errorText(error) }, 'notices of other processes are not heard')
        })
        await clock.sleep(RECONNECT_MS, signal)
      }
    },
  }
}

/** One connection of its own, until it breaks or the signal aborts. */
async function hear(
  { url }: NoticesDeps,
  heard: (channel: Channel, text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'ssf-hub notices',
  })
  const { promise: ended, resolve } = Promise.withResolvers<undefined>()
  const end = (): void => {
    resolve(undefined)
  }
  client.on('error', end)
  client.on('end', end)
  client.on('notification', ({ channel, payload }) => {
    const known = CHANNELS.find((one) => one === channel)
    if (known) heard(known, payload ?? '')
  })
  signal.addEventListener('abort', end, { once: true })
  try {
    await client.connect()
    await client.query(CHANNELS.map((channel) => `listen ${channel}`).join(';'))
    for (const channel of CHANNELS) heard(channel, '')
    if (!signal.aborted) await ended
  } finally {
    signal.removeEventListener('abort', end)
    await client.end().catch(() => undefined)
  }
}
