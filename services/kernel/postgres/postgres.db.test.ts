import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openPostgres } from './index.ts'
import type { EmbeddedPostgres } from './index.ts'

const log = { info: () => {}, warn: () => {} }
const settings = { fsync: 'off' } // quicker, and no power is cut here

test('what was written is there after a stop and a start, in a folder with spaces in its name', async () => {
  await using folder = await dataFolder()
  const first = await open(folder)
  await query(first, 'create table kept as select 42 as answer')
  await first.close()
  await using second = await open(folder)
  expect(second.adopted).toBe(false)
  expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a server that a killed hub left running is adopted', async () => {
  await using folder = await dataFolder()
  const left = await open(folder)
  await using next = await open(folder)
  expect(next.adopted).toBe(true)
  expect(next.url).toBe(left.url)
})

test('two starts in the same moment end at one server', async () => {
  await using folder = await dataFolder()
  await using one = await open(folder)
  await one.close()
  const [left, right] = await Promise.all([open(folder), open(folder)])
  expect(left.url).toBe(right.url)
})

test('a pid file that names a process which is no PostgreSQL does not bar the start', async () => {
  await using folder = await dataFolder()
  const before = await open(folder)
  await before.close()
  await writeFile(join(folder.path, 'postgres', 'postmaster.pid'), `${process.ppid}\n\n\n5432\n`)
  await using after = await open(folder)
  expect(after.adopted).toBe(false)
})

test('half a folder of an interrupted first start is moved aside, remains of the building are removed', async () => {
  await using folder = await dataFolder()
  await mkdir(join(folder.path, 'postgres', 'base'), { recursive: true })
  await mkdir(join(folder.path, 'postgres.new-99999999', 'data'), { recursive: true })
  await using opened = await open(folder)
  expect(opened.adopted).toBe(false)
  const names = await readdir(folder.path)
  expect(names.filter((name) => name.startsWith('postgres.new'))).toEqual([])
  expect(names.filter((name) => name.startsWith('postgres.broken'))).toHaveLength(1)
})

test('a lost password is said, not papered over', async () => {
  await using folder = await dataFolder()
  const opened = await open(folder)
  await opened.close()
  await rm(join(folder.path, 'postgres-password'))
  await expect(open(folder)).rejects.toThrow('postgres-password is missing')
})

test('it listens on loopback alone, sorts alike on every machine, and writes before it answers', async () => {
  await using folder = await dataFolder()
  await using opened = await open(folder, {})
  const shown = await query(
    opened,
    `select current_setting('listen_addresses') as address, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as commit, datlocale as locale
     from pg_database where datname = current_database()`,
  )
  expect(shown).toEqual([{ address: '127.0.0.1', fsync: 'on', commit: 'on', locale: 'C.UTF-8' }])
  const rules = await readFile(join(folder.path, 'postgres', 'pg_hba.conf'), 'utf8')
  expect(rules).not.toMatch(/^(host|local).*\btrust$/m)
})

type Folder = AsyncDisposable & { path: string }

async function dataFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'ssf hub postgres '))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

async function open(
  { path }: Folder,
  own: Record<string, string> = settings,
): Promise<EmbeddedPostgres & AsyncDisposable> {
  const opened = await openPostgres({ dataDir: path, log, settings: own })
  return { ...opened, [Symbol.asyncDispose]: opened.close }
}

async function query({ url }: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}
