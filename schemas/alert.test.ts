import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ALERT_KINDS } from './alert.ts'

test('docs/operations.md tells of every alert, how bad it is, when it comes and what to do', async () => {
  const text = await readFile('docs/operations.md', 'utf8')
  const chapter = /^## Alerts$(.*?)^## /ms.exec(text)?.[1] ?? ''
  const rows = [...chapter.matchAll(/^\| `([a-z-]+)` *\| (\w+) *\|(.+)\|(.+)\|$/gm)]
  const told = rows.map(([, kind, severity]) => [kind, severity])
  expect(Object.fromEntries(told)).toEqual(ALERT_KINDS)
  expect(told).toHaveLength(Object.keys(ALERT_KINDS).length)
  for (const [row, , , when = '', what = ''] of rows)
    expect([when.trim(), what.trim()], row).not.toContain('')
})
