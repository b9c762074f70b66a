import { parseArgs } from 'node:util'
import { writeFileSync } from 'node:fs'
import { broken, type Finding } from './finding.ts'
import { gate } from './scenarios/gate.ts'
import { SCENARIOS } from './scenarios/index.ts'
import { openSite } from './site.ts'
import { line, heading } from './table.ts'

// `npm run bench [-- --json FILE] [--quick] [scenario …]`

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const all = [...SCENARIOS, gate]
const unknown = positionals.filter((name) => !all.some((one) => one.name === name))
if (unknown.length > 0)
  throw new Error(
    `No scenario ${unknown.join(', ')}: take ${all.map(({ name }) => name).join(', ')}`,
  )
const chosen =
  positionals.length === 0 ? SCENARIOS : all.filter(({ name }) => positionals.includes(name))
const findings: Finding[] = []
{
  await using site = await openSite(values.quick)
  console.log(heading())
  for (const scenario of chosen) {
    const found = await scenario.run(site).catch((error: unknown) => [broken(scenario.name, error)])
    findings.push(...found)
    for (const one of found) console.log(line(one))
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(findings, null, 2)}\n`)
process.exitCode = findings.every(({ holds }) => holds) ? 0 : 1
