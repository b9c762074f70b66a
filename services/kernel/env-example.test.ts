import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Env } from './config.ts'

/** What .env.example has to say: each variable's description, its name and its default (empty = not set). */
function expected(): string {
  const defaults: Record<string, unknown> = Env.parse({})
  const parts = Object.entries(Env.shape).map(([name, schema]) => {
    const value = defaults[name]
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    return `# ${schema.description ?? 'no description'}\n${name}=${text}\n`
  })
  return [
    '# The hub reads these from its environment; an empty one is not set. A test holds this file equal to services/kernel/env.ts.\n',
    ...parts,
  ].join('\n')
}

test('.env.example has every variable with its description and default', () => {
  expect(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')).toBe(expected())
})

test('every variable is described', () => {
  const silent = Object.entries(Env.shape).filter(([, schema]) => schema.description === undefined)
  expect(silent.map(([name]) => name)).toEqual([])
})
