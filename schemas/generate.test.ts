import { expect, test } from 'vitest'
import { drift, generated } from './generate.ts'

test(
  'generating twice gives the same text, and it is what the repository holds',
  { timeout: 60_000 },
  async () => {
    const [first, second] = [await generated(), await generated()]
    expect([...second]).toEqual([...first])
    expect(await drift(first), 'run `npm run generate`').toEqual([])
  },
)

test('no reference in the OpenAPI document leads nowhere', { timeout: 60_000 }, async () => {
  const text = (await generated()).get('openapi.json') ?? ''
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  )
  expect(names.length).toBeGreaterThan(50)
  for (const name of new Set(names)) expect(text).toMatch(new RegExp(`^      "${name}": \\{`, 'm'))
})
