import { spawn } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How to run PostgreSQL's programs: as ourselves, or, where we are root (which it refuses), as somebody else. */
export type Account = {
  run(program: string, args: readonly string[], input?: string): Promise<Outcome>
  /** Gives a file or an empty folder of ours to the account. */
  own(path: string): Promise<void>
}
export type Outcome = { ok: boolean; output: string }

type Identity = { uid: number; gid: number }
type Command = { file: string; args: readonly string[]; identity?: Identity }

/** `nobody`, who owns nothing else that matters. */
const NOBODY: Identity = { uid: 65534, gid: 65534 }

/** Chooses once, at start. @throws as root where no other account can reach `programs` and `dataFolder`. */
export async function chooseAccount(programs: string, dataFolder: string): Promise<Account> {
  if (process.getuid?.() !== 0)
    return { run: (file, args, input) => run({ file, args }, input), own: async () => {} }
  const identity = await ownerOf(dataFolder)
  const own = (path: string): Promise<void> => chown(path, identity.uid, identity.gid)
  if ((await isOpen(programs)) && (await isOpen(dirname(dataFolder))))
    return { own, run: (file, args, input) => run({ file, args, identity }, input) }
  const privileged = {
    own,
    run: (file: string, args: readonly string[], input?: string) =>
      run(withCapability(identity, file, args), input),
  }
  const { ok } = await privileged.run('true', [])
  if (ok) return privileged
  throw new Error(
    `PostgreSQL refuses to run as root, and user ${identity.uid} cannot reach ${programs} and ${dataFolder}: ` +
      'run the hub as an ordinary user, open the folders above them (chmod o+x), install setpriv (util-linux), or set DATABASE_URL.',
  )
}

/** A data folder that an ordinary user made stays that user's. */
async function ownerOf(dataFolder: string): Promise<Identity> {
  const owner = await stat(dataFolder).catch(() => undefined)
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY
}

/** Whether everybody may pass through `folder` and all above it. */
async function isOpen(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  return folder === dirname(folder) || isOpen(dirname(folder))
}

/**
 * Another user that keeps one of root's powers: to pass through folders closed to it. So a clone in a 0700 folder of
 * root's (`mktemp -d`) works. no_setuid_fixup keeps the kernel from dropping the capability when the uid changes.
 */
function withCapability({ uid, gid }: Identity, file: string, args: readonly string[]): Command {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const caps = [
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
  ]
  return { file: 'setpriv', args: [...ids, ...caps, '--', file, ...args] }
}

function run({ file, args, identity }: Command, input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...identity, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (output += text.toString()))
    child.stdin.on('error', () => {}) // it may end without reading
    child.stdin.end(input)
    child.on('error', (error) => {
      resolve({ ok: false, output: error.message })
    })
    child.on('close', (code) => {
      resolve({ ok: code === 0, output: output.trim() })
    })
  })
}
