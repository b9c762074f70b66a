import { readFile, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../log.ts'
import type { Cluster } from './cluster.ts'
import { findPostmaster } from './postmaster.ts'

type UrlOf = (port: number) => string

const START_SECONDS = 60
const STOP_SECONDS = 3
const LOG_LIMIT_BYTES = 5_000_000
const RETRY_MS = 50

/** The port of a server that runs on this folder already; waits while it starts, recovers or stops. */
export async function adopt(cluster: Cluster, urlOf: UrlOf): Promise<number | undefined> {
  for (let waitedMs = 0; waitedMs < START_SECONDS * 1000; waitedMs += RETRY_MS) {
    const postmaster = await findPostmaster(cluster.dataFolder)
    if (!postmaster) return undefined
    if (postmaster.port !== undefined && (await answers(cluster, urlOf(postmaster.port))))
      return postmaster.port
    await delay(RETRY_MS)
  }
  const advice = 'stop it, or look into its log there'
  throw new Error(
    `A PostgreSQL runs on ${cluster.dataFolder} but has not answered for ${START_SECONDS} s: ${advice}`,
  )
}

/** Starts it on `wanted` or on a free port. pg_ctl gives it a session of its own, so Ctrl-C does not reach it before the hub is done. */
export async function start(cluster: Cluster, urlOf: UrlOf, wanted?: number): Promise<number> {
  const { binaries, dataFolder, account } = cluster
  const log = await logFile(dataFolder)
  const common = ['start', '-D', dataFolder, '-l', log, '-w', '-t', String(START_SECONDS)]
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const port = wanted ?? (await freePort())
    await account.run(binaries.pgCtl, [...common, '-o', `-p ${port}`])
    // Not the outcome but who answers counts: another hub may have started it in this moment.
    const running = await adopt(cluster, urlOf)
    if (running !== undefined) return running
  }
  throw new Error(`PostgreSQL does not start on ${dataFolder}:\n${await tail(log)}`)
}

/** Orderly, within seconds; a server that takes longer is stopped at once and recovers at its next start. */
export async function stop(
  { binaries, dataFolder, account }: Cluster,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const args = ['stop', '-D', dataFolder, '-m', mode, '-w', '-t', String(STOP_SECONDS)]
    const { ok, output } = await account.run(binaries.pgCtl, args)
    if (ok || !(await findPostmaster(dataFolder))) return
    log.warn({ mode, output }, 'PostgreSQL did not stop')
  }
}

/** Whether a connection with our password works. @throws where the password is wrong: no waiting mends that. */
async function answers(
  { dataFolder, passwordFile }: Cluster,
  connectionString: string,
): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // told by connect() already
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code?.startsWith('28'))
      throw new Error(`${passwordFile} does not fit the database in ${dataFolder}`, {
        cause: error,
      })
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
  })
}

/** PostgreSQL's own log, of this start and some before. */
async function logFile(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'server.log')
  const size = await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
  if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.old`)
  return file
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').slice(-8).join('\n')
}
