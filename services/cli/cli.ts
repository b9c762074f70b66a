import type { Command } from 'commander'
import { openApi, type Api } from './api.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import type { Io } from './io.ts'
import { tone } from './show.ts'

/** What every command gets. */
export type Cli = {
  io: Io
  /** What the process will exit with; a command that finds faults sets it. */
  exitCode: ExitCode
}

export type GlobalOptions = { url?: string; tokenFile?: string; json?: boolean }

/** The hub's admin API, by the options of this command. */
export const apiOf = (cli: Cli, command: Command): Promise<Api> =>
  openApi(cli.io, command.optsWithGlobals<GlobalOptions>())

/** Prints `data` as JSON where `--json` asks for it, else what a person reads. */
export function print(cli: Cli, command: Command, data: unknown, text: () => string): void {
  const { json = false } = command.optsWithGlobals<GlobalOptions>()
  cli.io.out(json ? JSON.stringify(data, null, 2) : text())
}

export const wantsJson = (command: Command): boolean =>
  command.optsWithGlobals<GlobalOptions>().json === true

/**
 * Asks before something that cannot be taken back. Without a terminal to ask at, only `--yes` means yes; then the exit code says
 * that nothing was done.
 */
export async function confirm(cli: Cli, question: string, isYes = false): Promise<boolean> {
  if (isYes) return true
  const { ask } = cli.io
  if (!ask) cli.io.err('Nobody can be asked here: nothing was done. Say --yes to do it.')
  const answer = (await ask?.(`${tone(cli.io, 'strong', question)} [y/N] `)) ?? ''
  if (/^y(es)?$/i.test(answer.trim())) return true
  cli.exitCode = EXIT.declined
  if (ask) cli.io.err('Nothing was done.')
  return false
}

/** An example under a command's help. */
export const example = (...lines: readonly string[]): string =>
  `\nExample:\n${lines.map((line) => `  $ ssf-hub ${line}`).join('\n')}\n`
