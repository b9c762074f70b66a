import { CommanderError } from 'commander'
import { errorText, HubError } from '../kernel/errors.ts'
import type { Cli } from './cli.ts'
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'
import { plain, tone } from './show.ts'

/** Runs one command line to its end; answers its exit code. Never rejects. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const cli: Cli = { io, exitCode: EXIT.done }
  try {
    await createProgram(cli).parseAsync(args, { from: 'user' })
    return cli.exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    if (io.stop.aborted) return cli.exitCode
    io.err(`${tone(io, 'bad', 'ssf-hub:')} ${plain(textOf(error))}`)
    return exitCodeOf(error)
  }
}

const textOf = (error: unknown): string =>
  error instanceof HubError && error.retryAfterSeconds !== undefined
    ? `${error.message} (try again in ${error.retryAfterSeconds} s)`
    : errorText(error)
