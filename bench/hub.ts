import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../test/support/free-port.ts'
import { nowMs } from './clock.ts'
import type { Site } from './site.ts'

/** The hub as an operator runs it, on its defaults: one process, all roles. */
export type BenchHub = AsyncDisposable & {
  url: string
  port: number
  pid: number
  token: string
  /** From the start of the process until it said that it is ready. */
  readyAfterMs: number
}

const MAIN = fileURLToPath(new URL('../services/main.ts', import.meta.url))
const READY_WITHIN_MS = 120_000

export async function startHub(
  site: Site,
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<BenchHub> {
  const port = await freePort()
  const token = randomBytes(24).toString('base64url')
  const url = `http://127.0.0.1:${String(port)}`
  const startedAt = nowMs()
  const child = spawn(process.execPath, [...profiling(), MAIN], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: join(site.folder, 'compiled'),
      DATABASE_URL: databaseUrl,
      MASTER_KEY: site.masterKey.toString('base64'),
      DATA_DIR: site.folder,
      PORT: String(port),
      ISSUER: url,
      ADMIN_TOKEN: token,
      LOG_FILE: join(site.folder, 'hub.log'),
      OUTBOUND_CA_FILE: site.caFile,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await ready(child.stdout, ended)
  return {
    url,
    port,
    pid: child.pid ?? 0,
    token,
    readyAfterMs: nowMs() - startedAt,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** `BENCH_PROFILE=/folder` keeps a CPU profile of every hub there; `BENCH_HUB_FLAGS` are more flags for Node. */
function profiling(): string[] {
  const { BENCH_PROFILE: folder, BENCH_HUB_FLAGS: flags = '' } = process.env
  const profile = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]
  const more = flags.split(' ').filter((flag) => flag !== '')
  return ['--disable-warning=ExperimentalWarning', ...profile, ...more]
}

async function ready(output: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<void> {
  let text = ''
  const said = new Promise<void>((resolve) => {
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (process.env['BENCH_HUB_FLAGS']) process.stderr.write(chunk)
      if (text.includes('is ready at')) resolve()
    })
  })
  const late = AbortSignal.timeout(READY_WITHIN_MS)
  const failed = Promise.race([
    ended,
    new Promise((resolve) => {
      late.addEventListener('abort', resolve)
    }),
  ]).then(() => {
    throw new Error(`the hub is not ready:\n${text}`)
  })
  await Promise.race([said, failed])
}
