import { systemClock } from '../kernel/clock.ts'
import { environment } from './environment.ts'
import { processIo } from './io.ts'
import { run } from './run.ts'

const stop = new AbortController()
process.on('SIGINT', () => {
  if (stop.signal.aborted) process.exit(130)
  stop.abort()
})
process.on('SIGTERM', () => {
  stop.abort()
})
// `ssf-hub tail | head` closes our output early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await run(
  process.argv.slice(2),
  processIo(systemClock, stop.signal, environment),
)
