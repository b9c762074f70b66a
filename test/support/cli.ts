import { run } from '../../services/cli/run.ts'
import type { ExitCode } from '../../services/cli/exit-codes.ts'
import type { Io } from '../../services/cli/io.ts'
import { systemClock } from '../../services/kernel/clock.ts'

export type Ran<T = unknown> = { exitCode: ExitCode; out: string; err: string; json(): T }

type Given = {
  env?: Record<string, string>
  stdin?: string
  /** What is answered to a question; without it nobody can be asked. */
  answer?: string
  stop?: AbortSignal
  onLine?: (line: string) => void
}

/** One command line, as `npx ssf-hub` runs it, over the real network. */
export async function ssfHub<T>(args: readonly string[], given: Given = {}): Promise<Ran<T>> {
  const out: string[] = []
  const err: string[] = []
  const { answer } = given
  const say = (to: string[]) => (line: string) => {
    to.push(line)
    given.onLine?.(line)
  }
  const io: Io = {
    out: say(out),
    err: say(err),
    status: () => undefined,
    isTerminal: false,
    columns: 200,
    ask: answer === undefined ? undefined : () => Promise.resolve(answer),
    stdin: () => Promise.resolve(given.stdin ?? ''),
    env: given.env ?? {},
    fetch,
    clock: systemClock,
    stop: given.stop ?? new AbortController().signal,
  }
  const exitCode = await run(args, io)
  const text = out.join('\n')
  return { exitCode, out: text, err: err.join('\n'), json: () => JSON.parse(text) as T }
}
