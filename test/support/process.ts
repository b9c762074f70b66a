import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'

export type Ended = { code: number | null; signal: NodeJS.Signals | null }

/** The hub as a process of its own, as an operator starts it. */
export type HubProcess = AsyncDisposable & {
  pid: number
  /** Everything printed so far, to standard output and standard error. */
  output(): string
  ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
  /** Resolves when this was printed; fails where the process ends first. */
  printed(pattern: RegExp): Promise<void>
}

export type ProcessOptions = { args?: readonly string[]; script?: string }

/** Starting is most of what these tests cost; half of it is compiling. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'ssf-hub-test-compile-cache')

/** What this machine's environment says of the hub must not reach a test. */
const NOT_INHERITED =
  /^(PORT|HOST|ISSUER|DATA_DIR|DATABASE_URL|KAFKA_|MASTER_KEY|ADMIN_TOKEN|LOG_|OUTBOUND_|BODY_|PUSH_|VITEST|NODE_ENV|FORCE_COLOR)/

export function startProcess(
  environment: Record<string, string>,
  { args = [], script = 'services/main.ts' }: ProcessOptions = {},
): HubProcess {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name)),
  )
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...inherited, NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  let hasEnded = false
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      hasEnded = true
      resolve({ code, signal })
    })
  })
  return {
    pid: child.pid ?? NaN, // none where it could not be started: `ended` tells
    output: () => text,
    ended,
    kill: (signal) => {
      child.kill(signal)
    },
    printed: (pattern) =>
      vi
        .waitUntil(
          () => {
            if (pattern.test(text)) return true
            if (hasEnded) throw new Error(`It ended without printing ${String(pattern)}:\n${text}`)
            return false
          },
          { timeout: 40_000 },
        )
        .then(() => undefined),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
