import { createInterface } from 'node:readline/promises'
import type { Clock } from '../kernel/clock.ts'

/** What a command may touch, so that a test can run it as it is. */
export type Io = {
  /** A line for whoever reads the result, or what it is piped to. */
  out(line: string): void
  /** A line for a person only: progress, questions, errors. */
  err(line: string): void
  /** A line for a person that the next one overwrites; an empty one ends it. Shown on a terminal only. */
  status(line: string): void
  /** Standard output is a terminal: colours, and lines that overwrite themselves. */
  isTerminal: boolean
  columns: number
  /** Undefined where nobody can be asked. */
  ask: ((question: string) => Promise<string>) | undefined
  stdin(): Promise<string>
  env: Readonly<Record<string, string | undefined>>
  fetch: typeof fetch
  clock: Clock
  /** Aborts on Ctrl-C. */
  stop: AbortSignal
}

const MAX_STDIN_BYTES = 16 * 1024 * 1024

/** This process's own. */
export function processIo(
  clock: Clock,
  stop: AbortSignal,
  env: Readonly<Record<string, string | undefined>>,
): Io {
  const { stdin, stdout, stderr } = process
  return {
    out: (line) => {
      stdout.write(`${line}\n`)
    },
    err: (line) => {
      stderr.write(`${line}\n`)
    },
    status: (line) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`)
    },
    isTerminal: stdout.isTTY && env['NO_COLOR'] === undefined,
    columns: stdout.isTTY ? stdout.columns : 200,
    ask: stdin.isTTY && stderr.isTTY ? (question) => ask(question, stop) : undefined,
    stdin: readStdin,
    env,
    fetch,
    clock,
    stop,
  }
}

async function ask(question: string, stop: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question, { signal: stop })
  } catch {
    return '' // Ctrl-C, Ctrl-D
  } finally {
    lines.close()
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    // no encoding is set, so chunks are buffers
    bytes += chunk.length
    if (bytes > MAX_STDIN_BYTES) throw new Error('Standard input is longer than 16 MiB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
