import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { faults, table } from './table.ts'

test('every tag is a requirement, and every requirement has a test or a reason for none', async () => {
  expect(await faults()).toEqual([])
})

test('docs/conformance.md is what `npm run conformance` makes', async () => {
  expect(await readFile('docs/conformance.md', 'utf8')).toBe(await table())
})
