// `npm run check`: format, lint, types, import rules, generated files. A line per check, the findings below it.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CACHE = 'node_modules/.cache'
const bin = (name) => `node_modules/.bin/${name}`
const cached = (name) => ['--cache', '--cache-location', `${CACHE}/${name}`]
const DRIFT = `
import { drift, generated } from './schemas/generate.ts'
const stale = await drift(await generated())
for (const name of stale) console.log('schemas/generated/' + name + ' is out of date: npm run generate')
process.exitCode = stale.length > 0 ? 1 : 0`

/** The slowest first, so that the others run beside it. */
const CHECKS = {
  lint: [bin('eslint'), '.', '--max-warnings=0', '--cache-strategy=content', ...cached('eslint/')],
  types: [bin('tsc'), '--noEmit', '--incremental', '--tsBuildInfoFile', `${CACHE}/types.json`],
  'web types': [
    bin('tsc'),
    ...['--project', 'services/console/web', '--noEmit'],
    ...['--incremental', '--tsBuildInfoFile', `${CACHE}/web-types.json`],
  ],
  format: [bin('prettier'), '--check', '.', '--log-level=warn', ...cached('prettier.json')],
  imports: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', '.'],
  generated: ['--input-type=module', '--eval', DRIFT],
}

const waiting = Object.entries(CHECKS)
let failed = 0
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
console.log(
  failed === 0
    ? 'All checks passed'
    : `${String(failed)} of ${String(Object.keys(CHECKS).length)} checks failed`,
)
process.exitCode = failed === 0 ? 0 : 1

async function worker() {
  for (let next = waiting.shift(); next; next = waiting.shift()) await report(...next)
}

async function report(name, args) {
  const startedAt = performance.now()
  const { code, output } = await run(args)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (code !== 0) failed += 1
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(9)} ${seconds.padStart(5)} s`)
  if (code !== 0) console.log(output.trimEnd())
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => {
      resolve({ code: 1, output: error.message })
    })
    child.on('close', (code) => {
      resolve({ code, output })
    })
  })
}
