import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where Debian and others put it; CHROMIUM names another. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A browser without a window; undefined where none is installed. In CI one must be. */
export async function launchChromium(): Promise<Browser | undefined> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => existsSync(path))
  if (executablePath === undefined) {
    if (process.env['CI']) throw new Error('In CI no test may skip, and Chromium is not installed')
    console.warn(
      '\n*** SKIPPED: every test in a browser. Install Chromium: apt-get install chromium\n',
    )
    return undefined
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })
}
