import { source as axe } from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { PAGES, type Place } from './pages.ts'
import { playScene, type Scene } from './scene.ts'

// Every page, as it looks on a day on which something happened.

const browser: TestBrowser | undefined = await openBrowser()
let hub: TestHub
let scene: Scene
let places: readonly Place[]
beforeAll(async () => {
  hub = await startHub()
  scene = await playScene(hub)
  places = PAGES(scene)
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
  await scene[Symbol.asyncDispose]()
})

type Found = { violations: { id: string; impact: string; nodes: { html: string }[] }[] }

/** What the themes differ in is the contrast of their colours. */
const VIEWS = [
  ['light', { colorScheme: 'light' }, '{}'],
  ['dark', { colorScheme: 'dark' }, '{ runOnly: ["color-contrast"] }'],
] as const

/** Many pages, one after the other, on a machine that may be busy. */
const LONG_MS = 240_000

test.skipIf(!browser).each(VIEWS)(
  'axe finds no serious fault: %s',
  async (_name, view, options) => {
    // Only so that the checker itself may be loaded.
    const person = await browser?.person(hub, { ...view, bypassCSP: true })
    if (!person) return
    const faults: string[] = []
    for (const { name, path } of places) {
      await person.page.goto(`${hub.url}/console${path}`)
      await person.page.locator('h1').waitFor()
      await person.page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' })
      await person.page.evaluate(axe)
      const { violations } = await person.page.evaluate<Found>(`axe.run(document, ${options})`)
      for (const { id, impact, nodes } of violations)
        if (impact === 'serious' || impact === 'critical')
          faults.push(`${name}: ${id}: ${nodes[0]?.html ?? ''}`)
    }
    expect(faults).toEqual([])
  },
  LONG_MS,
)

test.skipIf(!browser)(
  'no page breaks or is wider than a phone, and the policy forbids none',
  async () => {
    const person = await browser?.person(hub, { viewport: { width: 390, height: 844 } })
    if (!person) return
    for (const { name, path } of places) {
      await person.page.goto(`${hub.url}/console${path}`)
      await person.page.locator('h1').waitFor()
      await person.page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' })
      expect(await person.page.getByText('This page broke').count(), name).toBe(0)
      const width = await person.page.evaluate<number>('document.documentElement.scrollWidth')
      expect(width, name).toBeLessThanOrEqual(390)
    }
    expect(person.problems).toEqual([])
  },
)

test.skipIf(!browser)('every entry of the navigation leads to a page', async () => {
  const person = await browser?.person(hub)
  if (!person) return
  await person.page.goto(`${hub.url}/console/`)
  const links = person.page.locator('nav a')
  await links.first().waitFor()
  const count = await links.count()
  expect(count).toBeGreaterThan(8)
  for (let index = 0; index < count; index++) {
    const label = (await links.nth(index).innerText()).split('\n')[0] ?? ''
    await links.nth(index).click()
    await person.page.locator('h1', { hasText: label }).waitFor()
  }
})

test.skipIf(!browser)('who reads Japanese reads Japanese', async () => {
  const person = await browser?.person(hub, { locale: 'ja-JP' })
  if (!person) return
  await person.page.goto(`${hub.url}/console/streams`)
  await person.page.getByRole('heading', { name: 'ストリーム' }).waitFor()
  expect(await person.page.evaluate<string>('document.documentElement.lang')).toBe('ja')
})
