import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'

const STALE_AFTER_MS = 15 * 60_000

/** Runs `work` while this process alone holds the folder `path`; waits for a living holder, pushes a dead one aside. */
export function withLock(path, work) {
  fs.mkdirSync(dirname(path), { recursive: true })
  for (let told = false; !take(path); told = true) {
    if (!told) console.error('Another process is setting up; waiting for it …')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  try {
    work()
  } finally {
    fs.rmSync(path, { recursive: true, force: true })
    for (const name of fs.readdirSync(dirname(path)))
      if (name.startsWith(`${basename(path)}-of-`))
        fs.rmSync(join(dirname(path), name), { recursive: true, force: true })
  }
}

/** A rename onto a filled folder fails, so of several folders renamed to `path` just one arrives. */
function take(path) {
  const mine = `${path}-${process.pid}`
  fs.rmSync(mine, { recursive: true, force: true })
  fs.mkdirSync(mine)
  fs.writeFileSync(join(mine, 'pid'), String(process.pid))
  const taken = rename(mine, path)
  if (!taken) fs.rmSync(mine, { recursive: true })
  // The dead holder's folder stays where it was pushed, so that a slower waiter cannot push the next holder's there too.
  const pid = taken ? undefined : deadHolder(path)
  if (pid !== undefined) rename(path, `${path}-of-${pid}`)
  return taken
}

/** The pid of a holder that is no more; a container may have given it to us, or to somebody else since. */
function deadHolder(path) {
  try {
    const pid = Number(fs.readFileSync(join(path, 'pid'), 'utf8'))
    const isOld = Date.now() - fs.statSync(path).mtimeMs > STALE_AFTER_MS
    return pid === process.pid || isOld || !isAlive(pid) ? pid : undefined
  } catch {
    return undefined // let go in this very moment
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function rename(from, to) {
  try {
    fs.renameSync(from, to)
    return true
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM'].includes(error.code)) return false
    throw error
  }
}
