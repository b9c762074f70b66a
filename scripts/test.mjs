// Runs the tests, or those that the arguments name to vitest, and ends with one line: N passed, N failed. Without arguments all but
// the fault injections, which take minutes; `--all` runs these too.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'ssf-hub-report-'))
const report = join(folder, 'report.json')
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const given = process.argv.slice(2)
const which = given.length === 0 ? ['--project=!faults'] : given.filter((arg) => arg !== '--all')
const args = [vitest, 'run', ...reporters, ...which]

// vitest gets the signals itself, from the terminal or the runner, and ends in its own way: we only wait.
const child = spawn(process.execPath, args, { stdio: 'inherit' })
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code) => {
  const { passed, failed, skipped } = count()
  rmSync(folder, { recursive: true, force: true })
  const more = skipped > 0 ? `, ${String(skipped)} skipped` : ''
  if (code !== 0 && failed === 0) console.log('The run itself failed, see above.')
  console.log(`${String(passed)} passed, ${String(failed)} failed${more}`)
  process.exitCode = code === 0 && failed === 0 && passed > 0 ? 0 : 1
})

/** A file that could not even be loaded counts as one failure. */
function count() {
  try {
    const { testResults, ...numbers } = JSON.parse(readFileSync(report, 'utf8'))
    const broken = testResults.filter((file) => file.status === 'failed' && !hasFailures(file))
    const skipped = numbers.numPendingTests + numbers.numTodoTests
    return {
      passed: numbers.numPassedTests,
      failed: numbers.numFailedTests + broken.length,
      skipped,
    }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 } // ended before its report
  }
}

function hasFailures({ assertionResults }) {
  return assertionResults.some(({ status }) => status === 'failed')
}
