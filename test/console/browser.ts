import type { BrowserContextOptions, Page } from 'playwright-core'
import type { TestHub } from '../support/hub.ts'
import { launchChromium } from './chromium.ts'
import { signInWith } from './pages.ts'

/** Chromium for one test file; undefined where there is none, and its tests skip, loudly. */
export type TestBrowser = AsyncDisposable & {
  /** A person who has just signed in, in a browser of their own. */
  person(
    hub: Pick<TestHub, 'url' | 'admin'>,
    options?: BrowserContextOptions & { token?: string },
  ): Promise<Person>
  /** Somebody who is not signed in yet. */
  visitor(): Promise<Page>
}

/** `problems` are what the browser complained about: errors of scripts, and what the pages' policy forbade. */
export type Person = { page: Page; problems: readonly string[] }

/** Long enough for a machine that has other things to do. */
const PATIENCE_MS = 30_000
const WIDE = { width: 1280, height: 800 }

export async function openBrowser(): Promise<TestBrowser | undefined> {
  const browser = await launchChromium()
  if (!browser) return undefined
  return {
    person: async ({ url, admin }, { token = admin.token, ...options } = {}) => {
      const context = await browser.newContext({
        locale: 'en-US',
        viewport: WIDE,
        ...options,
      })
      context.setDefaultTimeout(PATIENCE_MS)
      const page = await context.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('dialog', (dialog) => {
        problems.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Trusted/.test(message.text()))
          problems.push(message.text())
      })
      await signInWith(page, { url, token })
      return { page, problems }
    },
    visitor: async () => {
      const context = await browser.newContext({ locale: 'en-US', viewport: WIDE })
      context.setDefaultTimeout(PATIENCE_MS)
      return context.newPage()
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
