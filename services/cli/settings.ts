import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { HubError } from '../kernel/errors.ts'

/** Where the hub is, and the operator's token. */
export type Settings = { url: string; token: string }

type Env = Readonly<Record<string, string | undefined>>

const File = z.object({ url: z.url(), token: z.string().min(1) })
const DEFAULT_URL = 'http://localhost:8080'

/** `$SSF_HUB_CONFIG`, else ssf-hub.json where this system keeps its users' settings. */
export const settingsPath = (env: Env): string =>
  env['SSF_HUB_CONFIG'] ??
  join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'ssf-hub.json')

type Given = { url?: string | undefined; tokenFile?: string | undefined }

/** An option counts before the environment (SSF_HUB_URL, SSF_HUB_TOKEN), and that before what `login` kept. */
export async function loadSettings(env: Env, given: Given): Promise<Settings> {
  const kept = await readKept(settingsPath(env))
  const url = withoutSlash(given.url ?? env['SSF_HUB_URL'] ?? kept?.url ?? DEFAULT_URL)
  const token = (await tokenOf(env, given)) ?? tokenFor(url, kept)
  if (!token)
    throw new HubError(
      'unauthenticated',
      `No token for ${url}: run \`ssf-hub login\`, or set SSF_HUB_TOKEN`,
    )
  return { url, token }
}

const tokenOf = async (env: Env, { tokenFile }: Given): Promise<string | undefined> =>
  tokenFile === undefined ? env['SSF_HUB_TOKEN'] : (await readFile(tokenFile, 'utf8')).trim()

/** A kept token is for the hub that it was kept with, and goes to no other. */
const tokenFor = (url: string, kept: Settings | undefined): string | undefined =>
  kept?.url === url ? kept.token : undefined

/** Keeps them where only this user reads them. */
export async function keepSettings(env: Env, { url, token }: Settings): Promise<string> {
  const path = settingsPath(env)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, `${JSON.stringify({ url: withoutSlash(url), token })}\n`, { mode: 0o600 })
  return path
}

async function readKept(path: string): Promise<Settings | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const parsed = File.safeParse(parseOr(text))
  if (!parsed.success)
    throw new HubError('invalid_request', `${path} is not what \`ssf-hub login\` writes: delete it`)
  return parsed.data
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')
