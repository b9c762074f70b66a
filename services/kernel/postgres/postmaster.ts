import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A running server, as its own file `postmaster.pid` tells; the port is not written at once. */
export type Postmaster = { pid: number; port: number | undefined }

/** The living server of a data folder. A file that names a process which is no PostgreSQL is removed: it would bar the start. */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const file = join(dataFolder, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n') // pid, folder, start time, port, …
  const pid = Number(lines[0])
  const port = Number(lines[3]) || undefined
  if (!isAlive(pid)) return undefined // PostgreSQL itself copes, and checks more than we could
  if (await isPostgres(pid)) return { pid, port }
  await rm(file, { force: true })
  return undefined
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Pids come again, in containers soon: what lives under this one may be anything. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => commandByPs(pid))
  return /\/postgres[\0 ]-D/.test(command)
}

async function commandByPs(pid: number): Promise<string> {
  const result = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(
    () => undefined,
  )
  return result?.stdout ?? '/postgres -D'
}
