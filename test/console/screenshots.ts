// `npm run screenshots [folder]`: every page of the console, in both themes, on a wide screen and on a phone.
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openHub } from '../../services/hub.ts'
import { loadConfig } from '../../services/kernel/config.ts'
import { adminOf } from '../support/admin.ts'
import { launchChromium } from './chromium.ts'
import { PAGES, signInWith } from './pages.ts'
import { playScene } from './scene.ts'
import { pictureOfTerminal } from './terminal.ts'

const folder = resolve(process.argv[2] ?? 'data/screenshots')

async function main(): Promise<void> {
  await using open = new AsyncDisposableStack()
  const dataDir = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-screenshots-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const token = randomBytes(24).toString('base64url')
  const hub = open.adopt(
    await openHub(
      loadConfig({ PORT: '0', DATA_DIR: dataDir, ADMIN_TOKEN: token, LOG_LEVEL: 'error' }),
    ),
    (opened) => opened.close(),
  )
  const stop = new AbortController()
  const running = hub.run(stop.signal)
  open.defer(async () => {
    stop.abort()
    await running
  })
  const url = hub.config.issuer
  const scene = open.use(await playScene({ url, admin: adminOf(url, token) }))
  const browser = await launchChromium()
  if (!browser) throw new Error('Chromium is not installed: apt-get install chromium')
  open.defer(() => browser.close())
  await mkdir(folder, { recursive: true })
  for (const view of VIEWS) {
    const context = await browser.newContext(view)
    const page = await context.newPage()
    await signInWith(page, { url, token })
    for (const { name, path } of PAGES(scene)) {
      await page.goto(`${url}/console${path}`)
      await page.locator('h1').waitFor()
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' })
      await page.screenshot({ path: join(folder, `${name}-${view.name}.png`), fullPage: true })
    }
    await context.close()
  }
  const context = await browser.newContext({ viewport: WIDE })
  await pictureOfTerminal(context, {
    commands: [
      ['revoke', 'mei@acme.example', '--reason', 'Stolen laptop', '--wait', '1'],
      ['alerts'],
    ],
    env: { SSF_HUB_URL: url, SSF_HUB_TOKEN: token },
    path: join(folder, 'cli.png'),
  })
  process.stdout.write(`${folder}\n`)
}

const WIDE = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
const VIEWS = [
  { name: 'light', colorScheme: 'light', viewport: WIDE, locale: 'en-US' },
  { name: 'dark', colorScheme: 'dark', viewport: WIDE, locale: 'en-US' },
  { name: 'phone', colorScheme: 'light', viewport: PHONE, locale: 'en-US' },
  { name: 'japanese', colorScheme: 'light', viewport: WIDE, locale: 'ja-JP' },
] as const

await main()
