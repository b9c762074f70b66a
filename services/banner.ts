import { styleText } from 'node:util'
import { createOneTimeLink } from './console/access/one-time-link.ts'
import type { Hub, Role } from './hub.ts'

const bold = (text: string): string => styleText('bold', text, { stream: process.stdout })
const dim = (text: string): string => styleText('dim', text, { stream: process.stdout })

/** What a newcomer needs to know, in a few lines; the token is told at the first start only. */
export async function printBanner(
  hub: Hub,
  roles: readonly Role[],
  print: (line: string) => void,
): Promise<void> {
  const { config } = hub
  const { token, link } = await accessOf(hub, roles)
  const lines = [
    `${bold('ssf-hub')} is ready at ${bold(config.issuer)}`,
    ...(config.databaseUrl === undefined ? [`  data     ${config.dataDir}`] : []),
    ...(config.log.file === undefined ? [] : [`  log      ${config.log.file}`]),
    ...(token === undefined
      ? []
      : [`  token    ${bold(token)}  ${dim('admin API; shown this once, keep it')}`]),
    ...(link === undefined
      ? []
      : [`  console  ${bold(link)}`, `           ${dim('signs you in, once and within an hour')}`]),
    ...(config.isLocal ? tryIt(config.issuer, token) : []),
  ]
  for (const line of lines) print(line)
}

/** The first start's token; and a way into the console where there is one here and who starts the hub may use it. */
async function accessOf({ config, deps }: Hub, roles: readonly Role[]) {
  if (!roles.includes('console')) return {}
  // Who configures a token needs none made.
  const token =
    config.adminToken === undefined ? await deps.store.adminTokens.createFirst() : undefined
  const mayEnter = config.isLocal || token !== undefined
  return { token, link: mayEnter ? await createOneTimeLink(deps) : undefined }
}

/** The main job as one command to paste: POSIX quoting, no option that an old curl lacks. */
function tryIt(issuer: string, token: string | undefined): string[] {
  const where = token === undefined ? dim(' (TOKEN is the one of the first start)') : ''
  return [
    '',
    `End every session of jane@example.com, from another terminal${where}:`,
    '',
    `curl -sS ${issuer}/admin/revocations \\`,
    `  -H "Authorization: Bearer ${token ?? '$TOKEN'}" -H 'Content-Type: application/json' \\`,
    `  -d '{"subject":{"format":"email","email":"jane@example.com"},"kind":"sessions","reasonAdmin":"Laptop stolen"}'`,
    '',
    'A sample SaaS app is subscribed: it prints here what it receives and verifies. Ctrl-C stops the hub.',
  ]
}
