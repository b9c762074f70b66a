import { printBanner } from './banner.ts'
import { openSampleApp } from './demo/local.ts'
import { openHub, ROLES, type Role } from './hub.ts'
import { loadConfig } from './kernel/config.ts'
import { errorText } from './kernel/errors.ts'

/** `main.ts` runs the whole hub, `main.ts router` one part of it; Ctrl-C and SIGTERM stop it. */
async function main(args: readonly string[]): Promise<void> {
  const roles = args.length > 0 ? args.map(toRole) : ROLES
  const config = loadConfig()
  const stop = stopOnSignals()
  await using open = new AsyncDisposableStack()
  const hub = open.adopt(await openHub(config, roles), (opened) => opened.close())
  if (stop.aborted) return
  const beside =
    config.isLocal && roles !== ROLES ? [] : [open.use(await openSampleApp(hub, print))]
  await printBanner(hub, roles, print)
  await hub.run(
    stop,
    beside.flatMap(({ services }) => services),
  )
}

/** The first Ctrl-C or SIGTERM lets work in hand finish; another Ctrl-C ends it at once. */
function stopOnSignals(): AbortSignal {
  const stop = new AbortController()
  let firstAt = Infinity
  process.on('SIGTERM', () => {
    stop.abort()
  })
  process.on('SIGINT', () => {
    // A terminal and npm may both pass on one and the same Ctrl-C.
    if (performance.now() - firstAt > SAME_KEYSTROKE_MS) process.exit(130)
    firstAt = Math.min(firstAt, performance.now())
    stop.abort()
  })
  return stop.signal
}

const SAME_KEYSTROKE_MS = 250

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

function toRole(name: string): Role {
  const role = ROLES.find((known) => known === name)
  if (!role)
    throw new Error(`No service is called ${name}: take ${ROLES.join(', ')}, or none for all`)
  return role
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`ssf-hub: ${errorText(error)}\n`)
  process.exitCode = 1
})
