import { errorText } from './kernel/errors.ts'
import { loadConfig } from './kernel/config.ts'
import { openHub, ROLES, type Role } from './hub.ts'
import { printBanner } from './banner.ts'

/** `main.ts` runs the whole hub, `main.ts router` one part of it; Ctrl-C and SIGTERM stop it. */
async function main(args: readonly string[]): Promise<void> {
  const roles = args.map(toRole)
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => { stop.abort() })
  const hub = await openHub(loadConfig(), roles.length > 0 ? roles : ROLES)
  try {
    await printBanner(hub)
    await hub.run(stop.signal)
  } finally {
    await hub.close()
  }
}

function toRole(name: string): Role {
  const role = ROLES.find((known) => known === name)
  if (!role) throw new Error(`No service is called ${name}: take ${ROLES.join(', ')}, or none for all`)
  return role
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`ssf-hub: ${errorText(error)}\n`)
  process.exitCode = 1
})
