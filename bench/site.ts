import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openPostgres } from '../services/kernel/postgres/index.ts'
import { findPostmaster } from '../services/kernel/postgres/postmaster.ts'
import { migrate } from '../services/kernel/store/migrate.ts'
import { createAuthority } from '../test/support/certificates.ts'
import { startProgram, type Program } from './program.ts'
import type { answers as loadAnswers } from './programs/load.ts'
import type { answers as rawAnswers } from './programs/raw.ts'
import type { answers as receiverAnswers } from './programs/receiver.ts'

/** Where measurements are taken: one PostgreSQL, one receiver, one load generator, one raw sender, for all scenarios. */
export type Site = AsyncDisposable & {
  folder: string
  /** Trust in the receiver's certificate. */
  caFile: string
  receiver: Program<typeof receiverAnswers> & { port: number; barePort: number }
  load: Program<typeof loadAnswers>
  raw: Program<typeof rawAnswers>
  masterKey: Buffer
  postmaster: number
  /** A new migrated database of this PostgreSQL. */
  createDatabase(name: string): Promise<string>
  /** Smaller numbers, for whoever works on the engine: ratios then mean less. */
  isQuick: boolean
}

/** A name for every stream, so that each has connections of its own; all lead to the receiver. */
export const hostOf = (index: number): string => `s${String(index)}.r.localhost`

const log = { info: () => undefined, warn: console.warn }

export async function openSite(isQuick: boolean): Promise<Site> {
  await using opening = new AsyncDisposableStack()
  const folder = opening.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-bench-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  await chmod(folder, 0o711) // as root, PostgreSQL is another user's
  const authority = createAuthority(folder)
  const certificate = authority.issue('DNS:*.r.localhost')
  const postgres = opening.adopt(
    // Durable as by default; the counters cost next to nothing on batched statements.
    await openPostgres({
      dataDir: join(folder, 'data'),
      log,
      settings: {
        shared_preload_libraries: 'pg_stat_statements',
        'pg_stat_statements.track': 'top',
      },
    }),
    (server) => server.close(),
  )
  const template = new URL(postgres.url)
  await migrate(template.href)
  await statement(template.href, 'create extension pg_stat_statements')
  const receiver = opening.use(startProgram<typeof receiverAnswers>('receiver'))
  const load = opening.use(startProgram<typeof loadAnswers>('load'))
  const raw = opening.use(startProgram<typeof rawAnswers>('raw'))
  const files = { key: certificate.keyFile, cert: certificate.certFile }
  const ports = {
    port: await receiver.ask('listen', files),
    barePort: await receiver.ask('listen', null),
  }
  const postmaster = await findPostmaster(join(folder, 'data', 'postgres'))
  const open = opening.move()
  return {
    folder,
    caFile: authority.certFile,
    receiver: { ...receiver, ...ports },
    load,
    raw,
    masterKey: randomBytes(32),
    postmaster: postmaster?.pid ?? 0,
    createDatabase: (name) => copy(template, name),
    isQuick,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

async function copy(template: URL, name: string): Promise<string> {
  const server = new URL(template)
  server.pathname = '/postgres'
  await statement(server.href, `create database "${name}" template "${template.pathname.slice(1)}"`)
  const url = new URL(template)
  url.pathname = `/${name}`
  return url.href
}

async function statement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
