import type { Hub } from './hub.ts'

/** What a newcomer needs to know, in a few lines; the token is told at the first start only. */
export async function printBanner({ config, deps }: Hub): Promise<void> {
  const token = await deps.store.adminTokens.createFirst()
  const lines = [
    `ssf-hub is ready at ${config.issuer}`,
    ...(config.databaseUrl === undefined ? [`  data   ${config.dataDir}`] : []),
    ...(config.log.file === undefined ? [] : [`  log    ${config.log.file}`]),
    ...(token === undefined ? [] : [`  token  ${token}   (admin API; shown once, keep it)`]),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
