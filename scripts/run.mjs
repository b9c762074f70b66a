// `node scripts/run.mjs FILE args…` or `bin:NAME args…`: runs it on a fitting Node, everything set up.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { setUp } from './setup.mjs'

const parentWatch = new URL('parent-watch.mjs', import.meta.url).href
const [target = '', ...args] = process.argv.slice(2)

try {
  start(setUp())
} catch (error) {
  fail(error)
}

function start({ node, env }) {
  const script = fileURLToPath(
    new URL(`../${target.replace(/^bin:/, 'node_modules/.bin/')}`, import.meta.url),
  )
  const child = spawn(node, ['--import', parentWatch, script, ...args], { stdio: 'inherit', env })
  child.on('error', fail)
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
  // In a terminal Ctrl-C reaches the whole process group: the child has it already, we wait.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGTERM'))
  // A kill -9 of npm is not passed on to us.
  if (process.env.npm_lifecycle_event) import(parentWatch).catch(fail)
}

function fail(error) {
  console.error(error.message)
  process.exit(1)
}
