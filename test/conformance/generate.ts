import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { faults, table } from './table.ts'

/** `npm run conformance`: writes docs/conformance.md, unless a tag or a row leads nowhere. */
const wrong = await faults()
for (const fault of wrong) console.error(fault)
if (wrong.length > 0) process.exitCode = 1
else await writeFile(join(import.meta.dirname, '../../docs/conformance.md'), await table())
