import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPostgres } from '../../services/kernel/postgres/index.ts'
import { findPostmaster, isAlive } from '../../services/kernel/postgres/postmaster.ts'
import { migrate } from '../../services/kernel/store/migrate.ts'
import { share } from './shared.ts'

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- vitest's own, only an interface merges
  interface ProvidedContext {
    /** The migrated database from which every test file gets its copy. */
    templateUrl: string
  }
}

const PREFIX = 'ssf-hub-test-postgres-'
const log = { info: () => undefined, warn: console.warn }

/** One PostgreSQL for the whole run, in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { value, release } = await share('postgres', startPostgres)
  project.provide('templateUrl', value.url)
  return release
}

export async function startPostgres(): Promise<AsyncDisposable & { url: string }> {
  await removeRemains()
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
  await chmod(dataDir, 0o711) // as root, PostgreSQL is another user's
  // Quick instead of safe: nothing here has to outlive a power cut.
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '300' }
  const postgres = await openPostgres({ dataDir, log, settings })
  await migrate(postgres.url)
  const close = async (): Promise<void> => {
    await postgres.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: postgres.url, [Symbol.asyncDispose]: close }
}

/** Ends what a killed test run left behind. */
async function removeRemains(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0])
    if (!name.startsWith(PREFIX) || isAlive(pid)) continue
    const postmaster = await findPostmaster(join(tmpdir(), name, 'postgres'))
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT')
    await rm(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 5 })
  }
}
