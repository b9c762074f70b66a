// Plays every scenario of a folder against hubs that it starts, and ends with one line: N passed, N failed.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { copyDatabase } from '../setup/copy-database.ts'
import { startPostgres } from '../setup/postgres.ts'
import { startHubOn } from '../support/hub-on.ts'
import { play } from './play.ts'
import { readScenario, tellMistake, type Mistake, type ScenarioFile } from './read.ts'

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** The scenario files of a folder and of those in it, by name; of a file itself. */
export async function scenariosIn(folder: string): Promise<string[]> {
  if ((await stat(folder)).isFile()) return [folder]
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

async function playOn(templateUrl: string, file: ScenarioFile): Promise<Mistake[]> {
  await using hub = await startHubOn(await copyDatabase(templateUrl))
  return await play(file, hub) // the hub is there until it ends
}

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new Error('Which folder? npm run scenarios -- test/scenarios')
  const paths = await scenariosIn(folder)
  if (paths.length === 0) throw new Error(`No .yaml file is in ${folder}`)
  await using postgres = await startPostgres()
  let failed = 0
  for (const path of paths) {
    const before = performance.now()
    const read = await readScenario(path)
    const mistakes = read.ok ? await playOn(postgres.url, read.file) : read.mistakes
    const title = read.ok ? read.file.scenario.scenario : 'cannot be read'
    const seconds = ((performance.now() - before) / 1000).toFixed(1)
    print(`${mistakes.length === 0 ? '✓' : '✗'} ${path} — ${title} (${seconds} s)`)
    for (const mistake of mistakes) print(`    ${tellMistake(mistake)}`)
    failed += mistakes.length > 0 ? 1 : 0
  }
  print(`${String(paths.length - failed)} passed, ${String(failed)} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

if (import.meta.main)
  main(process.argv[2]).catch((error: unknown) => {
    process.stderr.write(`scenarios: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
