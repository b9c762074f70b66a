import pg from 'pg'
import { ADVISORY_LOCKS } from './advisory-locks.ts'

export type FolderLock = {
  /** Rejects when the connection that holds the lock breaks: then another hub may take over. */
  lost: Promise<never>
  release(): Promise<void>
}

/** Takes the embedded database for this process alone; undefined where another hub has it. A killed hub's lock is gone with it. */
export async function lockFolder(url: string): Promise<FolderLock | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'ssf-hub folder lock' })
  const lost = new Promise<never>((_resolve, reject) => {
    client.on('error', (error) => {
      reject(new Error('The embedded database went away', { cause: error }))
    })
  })
  lost.catch(() => undefined) // watched by whoever awaits it
  await client.connect()
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1) as taken',
    [ADVISORY_LOCKS.folder],
  )
  if (rows[0]?.taken === true) return { lost, release: () => client.end() }
  await client.end()
  return undefined
}
