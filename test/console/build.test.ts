import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { isEventTypeUri } from '../../schemas/events/index.ts'
import { EVENT_TYPES } from '../../services/console/web/src/pages/connect/transmitter.ts'
import { BUILT } from '../../services/console/web.routes.ts'

/** What Vite writes about each of the files that it made. */
const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
)
const manifest = Manifest.parse(JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')))
const zipped = (file: string) => statSync(join(BUILT, `${file}.gz`)).size

/** A chunk with everything that it needs. */
function filesOf(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const file of chunk.css) seen.add(file)
  for (const one of chunk.imports) filesOf(one, seen)
  return seen
}

const FIRST_VIEW = [
  'index.html',
  'src/words/ja/index.ts', // the longer of the languages
  'src/pages/overview/page.tsx',
]
const BUDGET = 200_000

test('what the first view needs is under 200 KB, zipped', () => {
  const files = new Set<string>()
  for (const name of FIRST_VIEW) {
    expect(manifest[name], name).toBeDefined()
    filesOf(name, files)
  }
  const size = [...files].reduce((sum, file) => sum + zipped(file), 0)
  expect(size).toBeGreaterThan(80_000) // React at least: else this measures nothing
  expect(size).toBeLessThan(BUDGET)
})

/** In the smallest of files either may be the shorter by some. */
const A_FEW_BYTES = 32

test('every asset carries its content’s hash in its name, and is there zipped', () => {
  for (const { file } of Object.values(manifest)) {
    expect(file).toMatch(/^assets\/[\w.-]+-[\w-]{8}\.(js|css|svg)$/)
    expect(statSync(join(BUILT, `${file}.br`)).size).toBeLessThan(zipped(file) + A_FEW_BYTES)
  }
})

test('the page has no script, no style and no address of its own', () => {
  const html = readFileSync(join(BUILT, 'index.html'), 'utf8')
  for (const [tag] of html.matchAll(/<script[^>]*>/g))
    expect(tag).toContain(' src="/console/assets/')
  expect(html).not.toMatch(/<style|style=|\son\w+=|https?:/)
})

test('every event type that can be asked of a transmitter is one that the hub knows', () => {
  expect(EVENT_TYPES.filter((uri) => !isEventTypeUri(uri))).toEqual([])
  expect(EVENT_TYPES.length).toBeGreaterThan(10)
})
