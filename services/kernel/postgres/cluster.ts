import { randomBytes } from 'node:crypto'
import { access, link, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isAlive } from './postmaster.ts'

export const DATABASE = 'ssf_hub'

/** Where everything of one embedded PostgreSQL is. */
export type Cluster = {
  dataFolder: string
  passwordFile: string
  binaries: Binaries
  account: Account
}

/** Makes the data folder, with our database in it, unless it is there. Built beside it and renamed: never half a folder. */
export async function initialise(
  cluster: Cluster,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const { dataFolder, account } = cluster
  if (await isInitialised(dataFolder)) return
  await clearRemains(dataFolder)
  const site = `${dataFolder}.new-${process.pid}`
  await mkdir(site, { mode: 0o700 })
  await account.own(site)
  await build(cluster, site, { password, settings })
  await rename(join(site, 'data'), dataFolder).catch(async (error: unknown) => {
    if (!(await isInitialised(dataFolder))) throw error // else another hub was faster
  })
  await rm(site, { recursive: true })
}

type Content = { password: string; settings: Readonly<Record<string, string>> }

async function build(
  { binaries, account }: Cluster,
  site: string,
  { password, settings }: Content,
): Promise<void> {
  const [data, passwordFile] = [join(site, 'data'), join(site, 'password')]
  await writeFile(passwordFile, password, { mode: 0o600 })
  await account.own(passwordFile)
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    synchronous_commit: 'on',
    ...settings,
  }
  const options = [
    `--pgdata=${data}`,
    `--username=${DATABASE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same sorting on every machine, whatever locales that machine has.
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...Object.entries(all).map(([name, value]) => `--set=${name}=${value}`),
  ]
  const made = await account.run(binaries.initdb, options)
  if (!made.ok) throw new Error(`initdb failed:\n${made.output}`)
  const single = ['--single', '-D', data, 'template1']
  const created = await account.run(binaries.postgres, single, `CREATE DATABASE ${DATABASE}\n`)
  if (!created.ok) throw new Error(`The database could not be created:\n${created.output}`)
}

async function isInitialised(dataFolder: string): Promise<boolean> {
  try {
    await access(join(dataFolder, 'global', 'pg_control'))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw new Error(`${dataFolder} is not ours to read: it was made by another user`, {
      cause: error,
    })
  }
}

/** Clears what interrupted starts left, and moves a folder aside that is no database. */
async function clearRemains(dataFolder: string): Promise<void> {
  const [parent, prefix] = [dirname(dataFolder), `${basename(dataFolder)}.new-`]
  for (const name of await readdir(parent)) {
    const pid = Number(name.slice(prefix.length))
    const isRemain = name.startsWith(prefix) && (pid === process.pid || !isAlive(pid))
    if (isRemain) await rm(join(parent, name), { recursive: true, force: true })
  }
  const entries = await readdir(dataFolder).catch(() => [])
  if (entries.length > 0)
    await rename(dataFolder, `${dataFolder}.broken-${randomBytes(4).toString('hex')}`)
}

/** The password of this data folder: made once, readable by the hub's user alone. */
export async function keepPassword({ dataFolder, passwordFile }: Cluster): Promise<string> {
  const kept = await readFile(passwordFile, 'utf8').catch(() => undefined)
  if (kept !== undefined) return kept
  if (await isInitialised(dataFolder))
    throw new Error(
      `${passwordFile} is missing; without it the database in ${dataFolder} cannot be opened`,
    )
  const draft = `${passwordFile}.${process.pid}`
  await writeFile(draft, randomBytes(24).toString('hex'), { mode: 0o600 })
  await link(draft, passwordFile).catch(() => undefined) // another hub's, made meanwhile, counts
  await rm(draft)
  return readFile(passwordFile, 'utf8')
}
