// `node scripts/run.mjs FILE args…` or `bin:NAME args…`: runs it on a fitting Node, everything set up.
// package.json says `exec node …` so that no shell stands between npm and us and swallows its signals.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { setUp } from './setup.mjs'

const parentWatch = new URL('parent-watch.mjs', import.meta.url).href
const [target = '', ...args] = process.argv.slice(2)
// Compiled code is kept: it halves the CPU time of a start.
const NODE_COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url))
let stoppedAt = 0

try {
  start(setUp())
} catch (error) {
  fail(error)
}

function start({ node, env }) {
  const path = `../${target.replace(/^bin:/, 'node_modules/.bin/')}`
  const script = fileURLToPath(new URL(path, import.meta.url))
  // The first releases of Node 24 still warn of running TypeScript.
  const flags = ['--disable-warning=ExperimentalWarning', '--import', parentWatch]
  const child = spawn(node, [...flags, script, ...args], {
    stdio: 'inherit',
    env: { ...env, NODE_COMPILE_CACHE },
  })
  child.on('error', fail)
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
  // In a terminal Ctrl-C reaches the whole process group: the child has it already, we wait.
  process.on('SIGINT', () => process.stdin.isTTY || stop(child, 'SIGINT'))
  process.on('SIGTERM', () => stop(child, 'SIGTERM'))
  process.on('SIGHUP', () => stop(child, 'SIGTERM'))
  // npm passes on every signal but the kill -9 that ends it.
  if (process.env.npm_lifecycle_event) import(parentWatch).catch(fail)
}

/** Once in a second: a signal to the group comes twice, by itself and from npm, and a second one means "at once". */
function stop(child, signal) {
  if (Date.now() - stoppedAt < 1000) return
  stoppedAt = Date.now()
  child.kill(signal)
}

function fail(error) {
  console.error(error.message)
  process.exit(1)
}
