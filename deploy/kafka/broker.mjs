// The broker's process: which one runs on a data folder, and whether it still lives.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const DEFAULT_DATA_DIR = fileURLToPath(new URL('data', import.meta.url))
export const stateFile = (dataDir) => join(dataDir, 'broker.json')

/** On the command line of every broker of ours: a pid alone may belong to another program by now. */
export const markOf = (id) => `-Dssf-hub.broker=${id}`

/** `{ pid, port, id }` of the broker that runs on `dataDir`; undefined where none does, whatever the file says. */
export function runningBroker(dataDir) {
  if (!existsSync(stateFile(dataDir))) return undefined
  const broker = JSON.parse(readFileSync(stateFile(dataDir), 'utf8'))
  return isAlive(broker) ? broker : undefined
}

/** True while the process lives and is this very broker; one that has ended but was not waited for is not. */
export function isAlive({ pid, id }) {
  try {
    return commandLine(pid).includes(markOf(id))
  } catch {
    return false
  }
}

function commandLine(pid) {
  if (existsSync('/proc/self')) return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
  return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
}
