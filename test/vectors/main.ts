import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '../../services/kernel/postgres/index.ts'
import { runVectors } from './run.ts'

// `npm run vectors -- FOLDER`: published cases, posted to a hub's door.

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Say where the published cases are: npm run vectors -- FOLDER')
  process.exit(2)
}
const log = { info: () => undefined, warn: console.warn }
await using opened = new AsyncDisposableStack()
const place = opened.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-vectors-')), (path) =>
  rm(path, { recursive: true, force: true }),
)
await chmod(place, 0o711) // as root, PostgreSQL is another user's
const postgres = opened.adopt(await openPostgres({ dataDir: place, log }), (server) =>
  server.close(),
)
const findings = await runVectors(folder, { databaseUrl: postgres.url, folder: place })
for (const { name, fault } of findings)
  console.log(fault === undefined ? `ok     ${name}` : `FAILED ${name}\n       came: ${fault}`)
const good = findings.filter(({ fault }) => fault === undefined).length
console.log(`${String(good)} of ${String(findings.length)} as stated`)
process.exitCode = good === findings.length && good > 0 ? 0 : 1
