import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Logger } from '../log.ts'
import { chooseAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { DATABASE, initialise, keepPassword } from './cluster.ts'
import { adopt, start, stop } from './server.ts'

export type EmbeddedPostgres = {
  url: string
  /** Whether the server ran already: left by a hub that was killed, or in use by another one. */
  adopted: boolean
  /** Starts the server where it runs no more, on the same port. @throws where it does not start */
  restart(): Promise<void>
  /** Stops the server, also an adopted one: a hub that finds another one using it must not call this. */
  close(): Promise<void>
}

type Options = {
  dataDir: string
  log: Pick<Logger, 'info' | 'warn'>
  /** PostgreSQL's own settings, given to a new data folder. */
  settings?: Readonly<Record<string, string>>
}

/** A real PostgreSQL in `${dataDir}/postgres`, on 127.0.0.1 only: started, or adopted where it runs already. */
export async function openPostgres({
  dataDir,
  log,
  settings = {},
}: Options): Promise<EmbeddedPostgres> {
  await mkdir(dataDir, { recursive: true })
  const dataFolder = resolve(dataDir, 'postgres')
  const binaries = await findBinaries()
  const account = await chooseAccount(binaries.folder, dataFolder)
  const cluster: Cluster = {
    dataFolder,
    passwordFile: resolve(dataDir, 'postgres-password'),
    binaries,
    account,
  }
  const password = await keepPassword(cluster)
  await initialise(cluster, password, settings)
  const urlOf = (port: number): string =>
    `postgresql://${DATABASE}:${password}@127.0.0.1:${port}/${DATABASE}`
  const running = await adopt(cluster, urlOf)
  const port = running ?? (await start(cluster, urlOf))
  const adopted = running !== undefined
  log.info({ port, adopted, dataFolder }, 'PostgreSQL runs')
  return {
    url: urlOf(port),
    adopted,
    restart: async () => {
      if ((await adopt(cluster, urlOf)) === undefined) await start(cluster, urlOf, port)
    },
    close: () => stop(cluster, log),
  }
}
